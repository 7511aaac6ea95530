package dev.gatehold.engine.loop;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Handover;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.Headlines;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
        Headlines.ofRun(state, directory, now),
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

  /** Whether a gate's round is over and the next one has not begun. */
  static boolean isBetweenRounds(StepState gate) {
    return gate instanceof Reopened || (gate instanceof Postponed(var before, _) && before != null);
  }

  static RequestRow request(RunState.Active run, String step, Directory directory, Instant now) {
    StepState gate = run.at(step);
    String headline = Headlines.ofRequest(gate, directory, now);
    return switch (gate) {
      case AwaitingApproval open -> open(run, step, open, headline, directory, now);
      case AwaitingRework rework -> reworked(run, step, rework, headline);
      case Reopened reopened -> preparing(run, step, reopened, headline);
      case Postponed(var before, _) when before != null -> preparing(run, step, before, headline);
      case Decided decided -> closed(run, step, decided, headline);
      case null, default ->
          throw new IllegalStateException("Expected gate '" + step + "' to have a request.");
    };
  }

  private static RequestRow open(
      RunState.Active run,
      String step,
      AwaitingApproval open,
      String headline,
      Directory directory,
      Instant now) {
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
        headline,
        List.copyOf(sources),
        List.copyOf(notAsked),
        null);
  }

  /** The text under which the inbox of those whom a source takes in looks it up. */
  private static String asked(Source source) {
    return source instanceof Source.Found(_, var person) ? "user:" + person : source.text();
  }

  private static RequestRow reworked(
      RunState.Active run, String step, AwaitingRework rework, String headline) {
    return row(
        run,
        step,
        rework.request(),
        RequestRow.REWORK,
        null,
        headline,
        List.of("user:" + rework.by()),
        List.of(),
        null);
  }

  private static RequestRow preparing(
      RunState.Active run, String step, Reopened last, String headline) {
    return row(
        run,
        step,
        last.request(),
        RequestRow.PREPARING,
        null,
        headline,
        List.of(),
        List.of(),
        null);
  }

  private static RequestRow closed(
      RunState.Active run, String step, Decided decided, String headline) {
    return row(
        run,
        step,
        decided.request(),
        RequestRow.CLOSED,
        decided.outcome().word(),
        headline,
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
