package dev.gatehold.engine.loop;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Handover;
import dev.gatehold.core.approval.Headline;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.Pause;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows that lists are made of, derived from a run's state. */
final class Rows {
  private Rows() {}

  static RunRow run(RunState state, long seq, String headHash, Directory directory, Instant now) {
    RunState.Active facts = Objects.requireNonNull(state.facts());
    RunState.Ended ended = state instanceof RunState.Ended end ? end : null;
    return new RunRow(
        facts.run(),
        facts.release().flow(),
        facts.release().number(),
        facts.release().digest().text(),
        ended == null ? "active" : ended.ending().name().toLowerCase(Locale.ROOT),
        ended == null ? waitingFor(facts, directory, now) : ended.reason(),
        facts.requester().countsAs(),
        facts.startedAt(),
        ended == null ? null : ended.at(),
        seq,
        headHash,
        state.nextDeadline(),
        facts.key(),
        facts.draft(),
        facts.parent() == null ? null : facts.parent().run());
  }

  private static String waitingFor(RunState.Active run, Directory directory, Instant now) {
    Pause pause = run.paused();
    if (pause != null) {
      return "somebody to resume it: " + pause.by().id() + " has paused it";
    }
    for (Map.Entry<String, StepState> step : run.steps().entrySet()) {
      String called = run.called(step.getKey());
      String what =
          called == null
              ? waitingFor(step.getValue(), directory, now)
              : "run " + called + ", which it called";
      if (what != null) {
        return "step '" + step.getKey() + "': " + what;
      }
    }
    return "";
  }

  private static @Nullable String waitingFor(StepState state, Directory directory, Instant now) {
    return switch (state) {
      case Working working -> working.connector() + " at work";
      case AwaitingRetry retry -> "next attempt at " + retry.retryAt();
      case StepState.AwaitingCallback wait ->
          wait.deadline() == null ? "a callback" : "a callback until " + wait.deadline();
      case StepState.AwaitingEvent wait -> eventOf(wait);
      case Waiting waiting -> "until " + waiting.until();
      case AwaitingApproval open -> progress(open, directory, now);
      case AwaitingRework rework -> Headline.ofRework(rework.by(), rework.standing());
      case StepState.Stuck stuck -> "a hand: " + stuck.failure().message();
      case Postponed postponed -> directoryUntil(postponed.retryAt());
      case StepState.Held _,
          StepState.Branched _,
          StepState.Forked _,
          StepState.Looping _,
          StepState.Stopped _,
          Reopened _,
          Decided _,
          StepState.Completed _,
          StepState.Skipped _,
          StepState.Failed _ ->
          null;
    };
  }

  private static String eventOf(StepState.AwaitingEvent wait) {
    return "event "
        + wait.event()
        + (wait.key() == null ? "" : " of " + wait.key())
        + (wait.deadline() == null ? "" : " until " + wait.deadline());
  }

  private static String directoryUntil(Instant retryAt) {
    return "the directory of people; asks again at " + retryAt;
  }

  private static String progress(AwaitingApproval open, Directory directory, Instant now) {
    String failure = directory.failure();
    return failure == null
        ? Headline.ofOpen(open.evaluator(directory, now).evaluate())
        : "the directory of people does not answer: " + failure;
  }

  /** Whether a gate's round is over and the next one has not begun. */
  static boolean isBetweenRounds(StepState gate) {
    return gate instanceof Reopened || (gate instanceof Postponed(var before, _) && before != null);
  }

  static RequestRow request(RunState.Active run, String step, Directory directory, Instant now) {
    return switch (run.at(step)) {
      case AwaitingApproval open -> open(run, step, open, directory, now);
      case AwaitingRework rework -> reworked(run, step, rework);
      case Reopened reopened -> preparing(run, step, reopened, "the next round is being prepared");
      case Postponed(var before, var retryAt) when before != null ->
          preparing(run, step, before, "the next round waits for " + directoryUntil(retryAt));
      case Decided decided -> closed(run, step, decided);
      case null, default ->
          throw new IllegalStateException("Expected gate '" + step + "' to have a request.");
    };
  }

  private static RequestRow open(
      RunState.Active run, String step, AwaitingApproval open, Directory directory, Instant now) {
    Set<String> sources = new TreeSet<>();
    for (Requirement.People leaf : open.evaluator(directory, now).openLeaves()) {
      leaf.from().forEach(source -> sources.add(asked(source)));
    }
    for (Handover handover : open.dossier().handovers()) {
      sources.add("user:" + handover.to());
    }
    Set<String> notAsked = new TreeSet<>(open.request().excluded().keySet());
    open.standing().stream().map(Decision::person).forEach(notAsked::add);
    return row(
        run,
        step,
        open.request(),
        RequestRow.OPEN,
        null,
        progress(open, directory, now),
        List.copyOf(sources),
        List.copyOf(notAsked),
        null);
  }

  /** The text under which the inbox of those whom a source takes in looks it up. */
  private static String asked(Source source) {
    return source instanceof Source.Found(_, var person) ? "user:" + person : source.text();
  }

  private static RequestRow reworked(RunState.Active run, String step, AwaitingRework rework) {
    return row(
        run,
        step,
        rework.request(),
        RequestRow.REWORK,
        null,
        Headline.ofRework(rework.by(), rework.standing()),
        List.of("user:" + rework.by()),
        List.of(),
        null);
  }

  private static RequestRow preparing(
      RunState.Active run, String step, Reopened last, String progress) {
    return row(
        run,
        step,
        last.request(),
        RequestRow.PREPARING,
        null,
        progress,
        List.of(),
        List.of(),
        null);
  }

  private static RequestRow closed(RunState.Active run, String step, Decided decided) {
    return row(
        run,
        step,
        decided.request(),
        RequestRow.CLOSED,
        decided.outcome().word(),
        Headline.ofClosed(decided.outcome(), decided.standing()),
        List.of(),
        List.of(),
        decided.at());
  }

  private static RequestRow row(
      RunState.Active run,
      String step,
      Request request,
      String status,
      @Nullable String outcome,
      String progress,
      List<String> sources,
      List<String> notAsked,
      @Nullable Instant decidedAt) {
    return new RequestRow(
        run.run() + "." + step,
        run.run(),
        step,
        request.round(),
        run.release().flow(),
        request.title(),
        status,
        outcome,
        run.requester().countsAs(),
        progress,
        request.subject().digest().text(),
        sources,
        notAsked,
        request.openedAt(),
        request.ladder().due(),
        request.expiry() == null ? null : request.expiry().at(),
        decidedAt);
  }
}
