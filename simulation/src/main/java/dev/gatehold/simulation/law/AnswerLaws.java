package dev.gatehold.simulation.law;

import static dev.gatehold.simulation.law.Law.law;

import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds of what callers hear, and of what connectors and workers are given. */
final class AnswerLaws {
  static final List<Law<Answered>> ANSWERS =
      List.of(
          law(
              "answer.durable",
              "Nothing is acknowledged before it is durable.",
              AnswerLaws::durable),
          law(
              "answer.by-caller",
              "An acknowledged command has an entry, and that names who gave it.",
              AnswerLaws::byCaller),
          law(
              "answer.replay-equals-live",
              "The run that a caller is shown is the one that its events make.",
              AnswerLaws::live),
          law(
              "answer.same-for-key",
              "The same idempotency key gives the same answer, and nobody anything else.",
              AnswerLaws::sameForKey),
          law(
              "answer.repetition-said",
              "Whether an answer repeats an earlier one is said.",
              answered ->
                  answered.first() == null
                          || !(answered.reply() instanceof Reply.Applied applied)
                          || applied.repeated()
                      ? null
                      : "the second answer says that it is the first"),
          law(
              "answer.subject-named",
              "A decision that edits nothing is taken only for the subject that its giver names.",
              AnswerLaws::subjectNamed),
          law(
              "answer.attempt-named",
              "A result is taken only for the attempt that it names.",
              AnswerLaws::attemptNamed),
          law(
              "answer.refusal-true",
              "A run is refused as over, unknown or known only if it is.",
              AnswerLaws::refusalTrue),
          law(
              "answer.refusal-reasoned",
              "Every refusal says what is so and what to do next.",
              answered ->
                  answered.reply() instanceof Reply.Refused(var refusal)
                          && (refusal.message().isBlank() || refusal.next().isBlank())
                      ? refusal.toString()
                      : null));

  static final List<Law<Viewed>> VIEWS =
      List.of(
          law(
              "view.committed",
              "A node shows a run only as its events made it at some time.",
              AnswerLaws::committed),
          law(
              "view.fresh",
              "A node shows everything that somebody was told of when it was asked.",
              viewed ->
                  viewed.view().seq() >= viewed.since()
                      ? null
                      : "it shows entry %d of %d".formatted(viewed.view().seq(), viewed.since())));

  static final List<Law<Worked>> WORK =
      List.of(
          law(
              "work.ordered",
              "No connector works without an event in the journal that tells it to.",
              AnswerLaws::ordered),
          law(
              "work.rendered",
              "A connector is given the parameters that its event tells.",
              AnswerLaws::rendered));

  static final List<Law<Leased>> LEASES =
      List.of(
          law(
              "lease.exclusive",
              "Nobody is given what somebody else still holds.",
              leased ->
                  leased.until() == null
                          || leased.to().equals(leased.holder())
                          || leased.until().isBefore(leased.now())
                      ? null
                      : "%s went to %s and is held by %s until %s"
                          .formatted(leased.what(), leased.to(), leased.holder(), leased.until())),
          law(
              "lease.numbers-grow",
              "The number of a task's lease is never given twice.",
              leased ->
                  leased.number() == 0 || leased.number() > leased.highest()
                      ? null
                      : "%s has lease %d after %d"
                          .formatted(leased.what(), leased.number(), leased.highest())));

  private AnswerLaws() {}

  private static @Nullable String durable(Answered answered) {
    if (!(answered.reply() instanceof Reply.Applied applied)) {
      return null;
    }
    long seq = answered.run() == null ? 0 : answered.run().seq();
    return applied.seq() > 0 && applied.seq() <= seq
        ? null
        : "entry %d is acknowledged, durable are %d".formatted(applied.seq(), seq);
  }

  private static @Nullable String byCaller(Answered answered) {
    if (!(answered.reply() instanceof Reply.Applied applied) || answered.run() == null) {
      return null;
    }
    return answered.run().moments().stream()
            .map(Moment::entry)
            .anyMatch(entry -> entry.by().equals(answered.submission().actor()))
        ? null
        : answered.submission().actor() + " stands nowhere in run " + applied.run();
  }

  private static @Nullable String live(Answered answered) {
    if (!(answered.reply() instanceof Reply.Applied applied)
        || answered.run() == null
        || applied.repeated()) {
      return null;
    }
    RunState replayed = answered.run().stateAt(applied.seq());
    return replayed.equals(applied.state())
        ? null
        : "live " + applied.state() + "\n  replayed " + replayed;
  }

  private static @Nullable String sameForKey(Answered answered) {
    if (answered.first() == null) {
      return null;
    }
    Reply.Applied first = answered.first().reply();
    boolean right =
        answered.isAnother()
            ? answered.reply() instanceof Reply.Refused(var refusal)
                && refusal.code() == Refusal.Code.KEY_REUSED
            : answered.reply() instanceof Reply.Applied again
                && again.run().equals(first.run())
                && again.seq() == first.seq();
    return right
        ? null
        : "first entry " + first.seq() + " of " + first.run() + ", then " + answered.reply();
  }

  private static List<Moment> made(Answered answered) {
    return answered.run() != null
            && answered.reply() instanceof Reply.Applied applied
            && applied.seq() <= answered.run().seq()
        ? answered.run().momentsOf(applied.seq())
        : List.of();
  }

  private static @Nullable String subjectNamed(Answered answered) {
    if (answered.submission().command() instanceof Command.RecordDecision command
        && command.edits().isEmpty()) {
      for (Moment moment : made(answered)) {
        if (moment.event() instanceof RunEvent.DecisionRecorded(_, _, var decision)
            && !decision.subject().equals(command.subject())) {
          return "named was " + command.subject().text();
        }
      }
    }
    return null;
  }

  private static @Nullable String attemptNamed(Answered answered) {
    if (answered.submission().command() instanceof Command.CompleteStep command) {
      for (Moment moment : made(answered)) {
        if (moment.was(command.step()) instanceof StepState.Working work
            && work.attempt() != command.attempt()) {
          return "named was attempt " + command.attempt() + ", going on is " + work.attempt();
        }
      }
    }
    return null;
  }

  private static @Nullable String refusalTrue(Answered answered) {
    if (!(answered.reply() instanceof Reply.Refused(var refusal))) {
      return null;
    }
    Chronicle run = answered.run();
    boolean known = run != null && run.seq() > 0;
    boolean ended = run != null && run.state() instanceof RunState.Ended;
    boolean honest =
        switch (refusal.code()) {
          case RUN_ENDED -> ended;
          case RUN_EXISTS -> known;
          case RUN_PAUSED -> tellsOf(run, RunEvent.RunPaused.class);
          case REWORK_AWAITED -> tellsOf(run, RunEvent.ReworkRequested.class);
          case DECISION_REPEATED -> tellsOf(run, RunEvent.DecisionRecorded.class);
          default -> true;
        };
    return honest ? null : refusal.code() + " for a run that is not so";
  }

  private static boolean tellsOf(@Nullable Chronicle run, Class<? extends RunEvent> event) {
    return run != null && run.moments().stream().anyMatch(each -> event.isInstance(each.event()));
  }

  private static @Nullable String committed(Viewed viewed) {
    Chronicle run = viewed.run();
    if (run == null || viewed.view().seq() > run.seq()) {
      return "it shows entry " + viewed.view().seq() + ", which is not durable";
    }
    return run.stateAt(viewed.view().seq()).equals(viewed.view().state())
        ? null
        : "entry " + viewed.view().seq() + " is shown as " + viewed.view().state();
  }

  private static @Nullable String ordered(Worked worked) {
    return start(worked) == null ? worked.job() + " comes of no event" : null;
  }

  private static @Nullable String rendered(Worked worked) {
    RunEvent.StepStarted start = start(worked);
    return start == null || start.parameters().equals(worked.job().parameters())
        ? null
        : worked.job().parameters() + " for " + start;
  }

  private static RunEvent.@Nullable StepStarted start(Worked worked) {
    if (worked.run() != null) {
      for (Moment moment : worked.run().moments()) {
        if (moment.event() instanceof RunEvent.StepStarted start
            && start.step().equals(worked.job().step())
            && start.attempt() == worked.job().attempt()) {
          return start;
        }
      }
    }
    return null;
  }
}
