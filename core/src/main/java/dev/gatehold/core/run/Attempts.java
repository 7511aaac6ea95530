package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Rollback;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.Effect.Callee;
import dev.gatehold.core.run.Effect.RunStep;
import dev.gatehold.core.run.RunEvent.IncidentRaised;
import dev.gatehold.core.run.RunEvent.RetryScheduled;
import dev.gatehold.core.run.RunEvent.RollbackPlanned;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunEvent.StepStuck;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Working;
import dev.gatehold.core.value.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes attempts at work, that of steps and that which undoes them, and handles their failure. */
final class Attempts {
  private final Layout layout;
  private final Expressions expressions;
  private final Agreement agreement;
  private final Locks locks;

  Attempts(Layout layout, Expressions expressions, Agreement agreement) {
    this.layout = layout;
    this.expressions = expressions;
    this.agreement = agreement;
    this.locks = new Locks(layout);
  }

  /** Starts an attempt, unless what it would do is no longer what was agreed to. */
  void start(Turn turn, String at, int attempt, Context context) {
    Active run = Objects.requireNonNull(turn.active());
    if (Address.undoes(at)) {
      Undo undo = undo(run, at);
      Duration timeout = rollback(at).timeout();
      begin(
          turn,
          run,
          new RunStep(
              at, attempt, undo.connector(), undo.parameters(), timeout, null, undo.secrets()),
          context);
      return;
    }
    Address address = Address.parse(at);
    Step step = layout.step(address.id());
    Action.Work work = (Action.Work) step.action();
    Map<String, @Nullable Object> parameters;
    List<SecretPlace> secrets;
    try {
      Scope scope = RunScope.at(layout, run, address);
      parameters = work.parameters().renderObject(expressions, scope);
      secrets = SecretPlace.of(work.parameters(), expressions, scope);
    } catch (ExpressionException | IllegalArgumentException e) {
      fail(turn, at, attempt, Failure.unusable(e), context.now());
      return;
    }
    if (agreement.holds(turn, run, step, address, attempt, parameters, secrets, context)) {
      Callee callee = Callbacks.callee(layout, run, address, work.callback(), attempt);
      begin(
          turn,
          run,
          new RunStep(at, attempt, work.connector(), parameters, step.timeout(), callee, secrets),
          context);
    }
  }

  private void begin(Turn turn, Active run, RunStep work, Context context) {
    boolean calls = work.connector().equals(Action.CALL);
    Failure tooDeep = calls ? Calls.tooDeep(run) : null;
    Failure kept = tooDeep == null ? locks.whyClosed(run, work).orElse(null) : tooDeep;
    if (kept != null) {
      fail(turn, work.step(), work.attempt(), kept, context.now());
      return;
    }
    Duration timeout = work.timeout();
    turn.emit(
        new StepStarted(
            work.step(),
            work.attempt(),
            work.connector(),
            work.parameters(),
            timeout == null ? null : context.now().plus(timeout),
            context.now()));
    turn.effect(calls ? Calls.start(run, work, context.now()) : work);
  }

  private static Undo undo(Active run, String at) {
    return run.undo().stream().filter(each -> each.step().equals(at)).findFirst().orElseThrow();
  }

  private Rollback rollback(String at) {
    return Objects.requireNonNull(layout.step(Address.idOf(at)).rollback());
  }

  /** An attempt did not work out: there is another, or the step has failed, or it needs a hand. */
  void fail(Turn turn, String at, int attempt, Failure failure, Instant now) {
    boolean undoes = Address.undoes(at);
    Step step = layout.step(Address.idOf(at));
    Retry retry = undoes ? rollback(at).retry() : step.retry();
    if (failure.retryable() && attempt < retry.attempts()) {
      turn.emit(new RetryScheduled(at, attempt, failure, now.plus(retry.delayAfter(attempt)), now));
    } else if (undoes
        || (step.onError() instanceof OnError.Hold && Calls.finalEnding(step, failure) == null)) {
      turn.emit(new StepStuck(at, attempt, failure, now));
      turn.emit(new IncidentRaised(incident(at, attempt, failure, now)));
    } else {
      turn.emit(new StepFailed(at, attempt, failure, now));
    }
  }

  private Incident incident(String at, int attempt, Failure failure, Instant now) {
    return new Incident(
        at,
        Address.undoes(at) ? "rollback.stuck" : "step.stuck",
        "Expected '"
            + at
            + "' to succeed, but attempt "
            + attempt
            + " failed: "
            + failure.message(),
        whatToDo(at),
        now);
  }

  private String whatToDo(String at) {
    if (Address.undoes(at)) {
      return "Mend the cause and retry the step, or undo it by hand and skip it with a reason.";
    }
    return layout.step(Address.idOf(at)).action().calls()
        ? "Mend the cause and retry the step, or cancel the run."
        : "Mend the cause and retry the step, or skip it with a reason, or cancel the run.";
  }

  void timeOut(Turn turn, String at, Working working, Instant now) {
    turn.effect(Calls.stop(Objects.requireNonNull(turn.active()), at, working));
    Duration timeout = Duration.between(working.since(), now);
    fail(turn, at, working.attempt(), timedOut(timeout), now);
  }

  static Failure timedOut(Duration after) {
    return new Failure(
        "step.timeout",
        "Expected a result within the step's timeout, but there was none after "
            + Durations.format(after)
            + ".",
        true);
  }

  /** Notes how a step that has just completed is undone, if it says so. */
  void planRollback(Turn turn, String at, Context context) {
    Active run = Objects.requireNonNull(turn.active());
    Address address = Address.parse(at);
    Rollback rollback = layout.step(address.id()).rollback();
    if (rollback == null || Address.undoes(at)) {
      return;
    }
    int nth = 1 + (int) run.undo().stream().filter(each -> each.of().equals(at)).count();
    try {
      Scope scope = RunScope.at(layout, run, address);
      Template.Mapping template = rollback.work().parameters();
      Map<String, @Nullable Object> parameters = template.renderObject(expressions, scope);
      turn.emit(
          new RollbackPlanned(
              Address.rollback(at, nth),
              at,
              rollback.work().connector(),
              parameters,
              SecretPlace.of(template, expressions, scope),
              context.now()));
    } catch (ExpressionException | IllegalArgumentException e) {
      turn.emit(
          new IncidentRaised(
              new Incident(
                  at,
                  "rollback.unknown",
                  "Expected to know how '" + at + "' is undone, but " + e.getMessage(),
                  "If the run fails, undo this step by hand.",
                  context.now())));
    }
  }
}
