package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.RunEvent.BranchTaken;
import dev.gatehold.core.run.RunEvent.RetryScheduled;
import dev.gatehold.core.run.RunEvent.RunEnded;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunEvent.WaitStarted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Working;
import dev.gatehold.core.value.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts steps, and handles the failure of their attempts. */
final class Steps {
  private final Flow flow;
  private final Expressions expressions;
  private final Rounds rounds;
  private final Agreement agreement;
  private final Map<String, Step> byId = new HashMap<>();

  Steps(Flow flow, Expressions expressions, Rounds rounds, Agreement agreement) {
    this.flow = flow;
    this.expressions = expressions;
    this.rounds = rounds;
    this.agreement = agreement;
    flow.everyStep().forEach(step -> byId.put(step.id(), step));
  }

  Step byId(String id) {
    return Objects.requireNonNull(byId.get(id), () -> "The flow has no step '" + id + "'.");
  }

  /**
   * Starts a step that was not reached before, or was held, or a gate's next round. A flow that
   * cannot be evaluated fails the step.
   */
  void start(Turn turn, Active run, Step step, Context context) {
    if (run.steps().get(step.id()) instanceof Held held) {
      startWork(turn, step, held.attempt() + 1, context);
      return;
    }
    if (run.steps().get(step.id()) instanceof Reopened) {
      ask(turn, run, step, context);
      return;
    }
    Instant now = context.now();
    try {
      Scope scope = RunScope.of(flow, run);
      String condition = step.condition();
      if (condition != null && !expressions.test(condition, scope)) {
        turn.emit(new StepSkipped(step.id(), "'" + condition + "' is false", now));
        return;
      }
      switch (step.action()) {
        case Action.Work _ -> startWork(turn, step, 1, context);
        case Action.SetValues(var values) ->
            turn.emit(new StepCompleted(step.id(), values.renderObject(expressions, scope), now));
        case Action.Wait wait -> startWait(turn, step, wait, scope, now);
        case Action.Switch choice ->
            turn.emit(new BranchTaken(step.id(), choose(choice, scope), now));
        case Action.End(var ending, var reason) ->
            turn.emit(new RunEnded(ending, reason.renderText(expressions, scope), now));
        case Action.Approval _ -> ask(turn, run, step, context);
      }
    } catch (ExpressionException | IllegalArgumentException e) {
      turn.emit(new StepFailed(step.id(), 1, Failure.unusable(e), now));
    }
  }

  /** Puts the next round of a gate before people. */
  void ask(Turn turn, Active run, Step step, Context context) {
    try {
      rounds.open(turn, run, step, context);
    } catch (ExpressionException | IllegalArgumentException e) {
      int round =
          run.steps().get(step.id()) instanceof Reopened(var last, _, _, _) ? last.round() : 0;
      turn.emit(new StepFailed(step.id(), round + 1, Failure.unusable(e), context.now()));
    }
  }

  /** Starts an attempt, unless what it would do is no longer what was agreed to. */
  void startWork(Turn turn, Step step, int attempt, Context context) {
    Active run = Objects.requireNonNull(turn.active());
    Action.Work work = (Action.Work) step.action();
    Map<String, @Nullable Object> parameters;
    try {
      parameters = work.parameters().renderObject(expressions, RunScope.of(flow, run));
    } catch (ExpressionException | IllegalArgumentException e) {
      turn.emit(new StepFailed(step.id(), attempt, Failure.unusable(e), context.now()));
      return;
    }
    if (!agreement.holds(turn, run, step, attempt, parameters, context)) {
      return;
    }
    Duration timeout = step.timeout();
    Instant deadline = timeout == null ? null : context.now().plus(timeout);
    turn.emit(
        new StepStarted(step.id(), attempt, work.connector(), parameters, deadline, context.now()));
    turn.effect(new Effect.RunStep(step.id(), attempt, work.connector(), parameters, timeout));
  }

  /** An attempt did not work out: there is another, or the step has failed. */
  void fail(Turn turn, Step step, int attempt, Failure failure, Instant now) {
    if (failure.retryable() && attempt < step.retry().attempts()) {
      Instant retryAt = now.plus(step.retry().delayAfter(attempt));
      turn.emit(new RetryScheduled(step.id(), attempt, failure, retryAt, now));
    } else {
      turn.emit(new StepFailed(step.id(), attempt, failure, now));
    }
  }

  void timeOut(Turn turn, Step step, Working working, Instant now) {
    turn.effect(new Effect.StopStep(step.id(), working.attempt(), working.connector()));
    Duration timeout = Duration.between(working.since(), now);
    Failure failure =
        new Failure(
            "step.timeout",
            "Expected a result within the step's timeout, but there was none after "
                + Durations.format(timeout)
                + ".",
            true);
    fail(turn, step, working.attempt(), failure, now);
  }

  /** The output of a wait that is over. */
  static Map<String, @Nullable Object> waited(Instant until) {
    return Map.of("until", until.toString());
  }

  private void startWait(Turn turn, Step step, Action.Wait wait, Scope scope, Instant now) {
    Instant until = until(wait, scope, now);
    if (until.isAfter(now)) {
      turn.emit(new WaitStarted(step.id(), until, now));
    } else {
      turn.emit(new StepCompleted(step.id(), waited(until), now));
    }
  }

  private Instant until(Action.Wait wait, Scope scope, Instant now) {
    if (wait.duration() != null) {
      return now.plus(Durations.parse(wait.duration().renderText(expressions, scope)));
    }
    return instant(Objects.requireNonNull(wait.until()).renderText(expressions, scope), now);
  }

  private static Instant instant(String text, Instant now) {
    try {
      Instant until = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
      if (!until.isAfter(now.plus(Durations.LONGEST))) {
        return until;
      }
    } catch (DateTimeException notAnInstant) {
      // Said below, together with the limit.
    }
    throw new IllegalArgumentException(
        "Expected an instant such as '2026-11-22T18:00:00Z', at most "
            + Durations.LONGEST.toDays()
            + " days ahead, but found '"
            + text
            + "'.");
  }

  private String choose(Action.Switch choice, Scope scope) {
    for (int i = 0; i < choice.cases().size(); i++) {
      if (expressions.test(choice.cases().get(i).when(), scope)) {
        return Action.caseName(i);
      }
    }
    return Action.OTHERWISE;
  }
}
