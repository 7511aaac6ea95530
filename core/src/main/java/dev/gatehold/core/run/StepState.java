package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Dossier;
import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a step stands. A step without a state has not been reached. */
public sealed interface StepState {
  /** A connector works on it. */
  record Working(
      int attempt,
      String connector,
      Map<String, @Nullable Object> parameters,
      @Nullable Instant deadline,
      Instant since)
      implements StepState {
    public Working {
      parameters = Json.freezeObject(parameters);
    }
  }

  /** An attempt failed, the next comes at {@code retryAt}. */
  record AwaitingRetry(int attempt, Failure failure, Instant retryAt) implements StepState {}

  /**
   * What the next attempt was about to do differed from what was agreed; it is made once people
   * have agreed anew. Attempts are counted on, so that no late result is taken for a later one's.
   *
   * @param attempt the last one made
   */
  record Held(int attempt) implements StepState {}

  /** Waits for the time to come. */
  record Waiting(Instant until) implements StepState {}

  /** Waits until somebody outside calls back. */
  record AwaitingCallback(int attempt, @Nullable Instant deadline, Instant since)
      implements StepState {}

  /**
   * Waits for an event from outside.
   *
   * @param key null for events without a key
   */
  record AwaitingEvent(
      int attempt, String event, @Nullable String key, @Nullable Instant deadline, Instant since)
      implements StepState {}

  /** A switch has chosen; the step is over when its branch is. */
  record Branched(String branch) implements StepState {}

  /**
   * Asks people.
   *
   * @param decisions every version of every decision, in the order in which they were given; a
   *     withdrawn one is gone from here and kept in the journal
   * @param passed how many marks of the request's ladder are behind
   * @param climbed how many of its rungs were climbed
   */
  record AwaitingApproval(
      Request request, List<Decision> decisions, int passed, int climbed, Dossier dossier)
      implements StepState {
    public AwaitingApproval {
      decisions = List.copyOf(decisions);
    }

    /** The decision of each person that stands. */
    public List<Decision> standing() {
      return lastPerPerson(decisions);
    }

    /** Who is who for this request, by the directory of this moment. */
    public Electorate electorate(Directory directory, Instant now) {
      return new Electorate(directory, now, request.excluded().keySet(), dossier.handovers());
    }

    /** Evaluates it by the directory of this moment. */
    public Evaluator evaluator(Directory directory, Instant now) {
      return new Evaluator(request, standing(), electorate(directory, now));
    }
  }

  /**
   * Changes were requested; somebody has to resubmit.
   *
   * @param by the person who has to
   */
  record AwaitingRework(
      Request request, List<Decision> decisions, Dossier dossier, String by, Instant since)
      implements StepState {
    public AwaitingRework {
      decisions = List.copyOf(decisions);
    }

    /** What silence ends it as: never as an approval of what was sent back. */
    Outcome silence() {
      Outcome declared = Objects.requireNonNull(request.expiry()).outcome();
      return declared.opens() ? Outcome.EXPIRED : declared;
    }

    /** The decision of each person that stood when changes were requested. */
    public List<Decision> standing() {
      return lastPerPerson(decisions);
    }
  }

  /**
   * A gate whose round is over; the next one follows.
   *
   * @param was the former values of the input's fields that were changed since; null for a field
   *     that was not there
   */
  record Reopened(
      Request request, List<Decision> decisions, Dossier dossier, Map<String, @Nullable Object> was)
      implements StepState {
    public Reopened {
      decisions = List.copyOf(decisions);
      was = Json.freezeObject(was);
    }

    /** The decision of each person that stood at the end of the round. */
    public List<Decision> standing() {
      return lastPerPerson(decisions);
    }
  }

  /**
   * A gate that could not ask, and tries again.
   *
   * @param before the round before; null for the first
   */
  record Postponed(@Nullable Reopened before, Instant retryAt) implements StepState {}

  /** A gate with its final outcome. */
  record Decided(
      Request request,
      List<Decision> decisions,
      Dossier dossier,
      Outcome outcome,
      Evaluation evaluation,
      Instant at)
      implements StepState {
    public Decided {
      decisions = List.copyOf(decisions);
    }

    /** The decision of each person that stood at the end. */
    public List<Decision> standing() {
      return lastPerPerson(decisions);
    }
  }

  /**
   * Over, with its result.
   *
   * @param attempt the one that succeeded; 0 for a step without attempts
   */
  record Completed(int attempt, Map<String, @Nullable Object> output, Instant at)
      implements StepState {
    public Completed {
      output = Json.freezeObject(output);
    }
  }

  /**
   * The run went on without it.
   *
   * @param attempt the last one made; 0 when there was none
   */
  record Skipped(int attempt, String reason) implements StepState {}

  record Failed(int attempt, Failure failure, Instant at) implements StepState {}

  /** Failed for good, and waits until somebody retries or skips it. */
  record Stuck(int attempt, Failure failure, Instant at) implements StepState {}

  /**
   * Was not over when it was no longer needed.
   *
   * @param attempt the last one made; 0 when there was none
   */
  record Stopped(int attempt, String reason) implements StepState {}

  /** A parallel step whose branches are under way. */
  record Forked(@Nullable Instant deadline) implements StepState {}

  /**
   * A loop that is under way.
   *
   * @param items of a {@code foreach}; null for a {@code repeat}
   * @param open numbers of the laps that are under way, ascending
   * @param laps those that are over, in the order in which they were
   * @param fallen those of them that did not complete
   */
  record Looping(
      @Nullable List<@Nullable Object> items,
      List<Integer> open,
      List<Lap> laps,
      List<Lap> fallen,
      @Nullable Instant deadline)
      implements StepState {
    public Looping {
      items = items == null ? null : Json.freezeList(items);
      open = List.copyOf(open);
      laps = List.copyOf(laps);
      fallen = List.copyOf(fallen);
    }

    /** How many laps were begun. */
    int begun() {
      return open.size() + laps.size();
    }
  }

  private static List<Decision> lastPerPerson(List<Decision> decisions) {
    Map<String, Decision> last = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      last.remove(decision.person());
      last.put(decision.person(), decision);
    }
    return List.copyOf(last.values());
  }

  /** When time alone changes this step; null when it does not. */
  default @Nullable Instant deadline() {
    return switch (this) {
      case Working working -> working.deadline();
      case AwaitingRetry retry -> retry.retryAt();
      case Waiting waiting -> waiting.until();
      case AwaitingApproval open -> nextMark(open);
      case AwaitingRework rework -> expiry(rework.request());
      case Postponed postponed -> postponed.retryAt();
      case AwaitingCallback wait -> wait.deadline();
      case AwaitingEvent wait -> wait.deadline();
      case Forked block -> block.deadline();
      case Looping loop -> loop.deadline();
      case Held _,
          Branched _,
          Reopened _,
          Decided _,
          Completed _,
          Skipped _,
          Stopped _,
          Stuck _,
          Failed _ ->
          null;
    };
  }

  private static @Nullable Instant nextMark(AwaitingApproval open) {
    Ladder ladder = open.request().ladder();
    int next = ladder.next(open.passed(), open.climbed());
    Instant expiry = expiry(open.request());
    Instant mark = next == ladder.marks().size() ? null : ladder.marks().get(next).at();
    if (mark == null || expiry == null) {
      return mark == null ? expiry : mark;
    }
    return mark.isBefore(expiry) ? mark : expiry;
  }

  private static @Nullable Instant expiry(Request request) {
    return request.expiry() == null ? null : request.expiry().at();
  }

  /**
   * How many attempts were made so far, at work or in a wait for somebody outside; 0 for others.
   */
  default int attempts() {
    return switch (this) {
      case Working working -> working.attempt();
      case AwaitingRetry retry -> retry.attempt();
      case Held held -> held.attempt();
      case AwaitingCallback wait -> wait.attempt();
      case AwaitingEvent wait -> wait.attempt();
      case Stuck stuck -> stuck.attempt();
      case Completed completed -> completed.attempt();
      case Failed failed -> failed.attempt();
      case Skipped skipped -> skipped.attempt();
      case Stopped stopped -> stopped.attempt();
      case Waiting _,
          Branched _,
          Forked _,
          Looping _,
          AwaitingApproval _,
          AwaitingRework _,
          Reopened _,
          Postponed _,
          Decided _ ->
          0;
    };
  }

  /** Whether the deadline starts something, which a paused run does not do. */
  default boolean deadlineStartsWork() {
    return this instanceof AwaitingRetry || this instanceof Postponed;
  }

  /** Whether nothing more happens at this step by itself. */
  default boolean over() {
    return switch (this) {
      case Decided _, Completed _, Skipped _, Stopped _, Failed _, Branched _ -> true;
      case Working _,
          AwaitingRetry _,
          Held _,
          Waiting _,
          AwaitingCallback _,
          AwaitingEvent _,
          AwaitingApproval _,
          AwaitingRework _,
          Reopened _,
          Postponed _,
          Stuck _,
          Forked _,
          Looping _ ->
          false;
    };
  }

  /** The word that people and programs read. */
  default String word() {
    return switch (this) {
      case Working _ -> "working";
      case AwaitingRetry _ -> "awaiting_retry";
      case Held _ -> "held";
      case Waiting _ -> "waiting";
      case AwaitingCallback _ -> "awaiting_callback";
      case AwaitingEvent _ -> "awaiting_event";
      case Branched _ -> "branched";
      case AwaitingApproval _ -> "awaiting_approval";
      case AwaitingRework _ -> "changes_requested";
      case Reopened _ -> "reopened";
      case Postponed _ -> "postponed";
      case Decided decided -> decided.outcome().word();
      case Completed _ -> "completed";
      case Skipped _ -> "skipped";
      case Stuck _ -> "stuck";
      case Stopped _ -> "stopped";
      case Forked _, Looping _ -> "running";
      case Failed _ -> "failed";
    };
  }
}
