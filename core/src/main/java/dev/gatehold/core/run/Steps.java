package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.RunEvent.BranchTaken;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.WaitStarted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.value.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts steps of every kind. */
final class Steps {
  private final Layout layout;
  private final Expressions expressions;
  private final Rounds rounds;
  private final Attempts attempts;
  private final Blocks blocks;
  private final Endings endings;
  private final Callbacks callbacks;

  Steps(
      Layout layout,
      Expressions expressions,
      Rounds rounds,
      Attempts attempts,
      Blocks blocks,
      Endings endings,
      Callbacks callbacks) {
    this.layout = layout;
    this.expressions = expressions;
    this.rounds = rounds;
    this.attempts = attempts;
    this.blocks = blocks;
    this.endings = endings;
    this.callbacks = callbacks;
  }

  /**
   * Starts a step that was not reached before, or was held, or a gate's next round. A flow that
   * cannot be evaluated fails the step.
   */
  void start(Turn turn, Active run, Step step, Address address, Context context) {
    String at = address.text();
    StepState before = run.steps().get(at);
    if (before instanceof Reopened) {
      ask(turn, run, address, context);
      return;
    }
    Instant now = context.now();
    try {
      Scope scope = RunScope.at(layout, run, address);
      String condition = step.condition();
      if (condition != null && !expressions.test(condition, scope)) {
        turn.emit(new StepSkipped(at, "'" + condition + "' is false", now));
        return;
      }
      switch (step.action()) {
        case Action.Work _ ->
            attempts.start(turn, at, before == null ? 1 : before.attempts() + 1, context);
        case Action.SetValues(var values) ->
            turn.emit(new StepCompleted(at, values.renderObject(expressions, scope), now));
        case Action.Wait wait -> startWait(turn, at, wait, scope, context);
        case Action.Callback wait ->
            callbacks.await(turn, run, at, wait, before == null ? 1 : before.attempts() + 1, now);
        case Action.EventWait wait -> {
          String key = EventWaits.key(wait, expressions, scope);
          EventWaits.await(turn, at, wait, key, before == null ? 1 : before.attempts() + 1, now);
        }
        case Action.Switch choice -> turn.emit(new BranchTaken(at, choose(choice, scope), now));
        case Action.Parallel _ -> blocks.fork(turn, step, at, now);
        case Action.ForEach each ->
            blocks.loop(
                turn, step, at, each, before == null ? 1 : before.attempts() + 1, scope, now);
        case Action.Repeat _ -> blocks.loop(turn, step, at, now);
        case Action.End(var ending, var reason) ->
            endings.end(turn, ending, reason.renderText(expressions, scope), context);
        case Action.Approval _ -> ask(turn, run, address, context);
      }
    } catch (ExpressionException | IllegalArgumentException e) {
      turn.emit(new StepFailed(at, 1, Failure.unusable(e), now));
    }
  }

  /** Puts the next round of a gate before people. */
  void ask(Turn turn, Active run, Address address, Context context) {
    String at = address.text();
    try {
      rounds.open(turn, run, address, context);
    } catch (ExpressionException | IllegalArgumentException e) {
      int round = run.steps().get(at) instanceof Reopened(var last, _, _, _) ? last.round() : 0;
      turn.emit(new StepFailed(at, round + 1, Failure.unusable(e), context.now()));
    }
  }

  /** The output of a wait that is over. */
  static Map<String, @Nullable Object> waited(Instant until) {
    return Map.of("until", until.toString());
  }

  private void startWait(Turn turn, String at, Action.Wait wait, Scope scope, Context context) {
    Instant now = context.now();
    Instant until = until(wait, scope, context);
    if (until.isAfter(now)) {
      turn.emit(new WaitStarted(at, until, now));
    } else {
      turn.emit(new StepCompleted(at, waited(until), now));
    }
  }

  private Instant until(Action.Wait wait, Scope scope, Context context) {
    Instant now = context.now();
    if (wait.duration() != null) {
      Duration span = Durations.parse(wait.duration().renderText(expressions, scope));
      return wait.calendar() == null
          ? now.plus(span)
          : context.directory().calendar(wait.calendar()).plus(now, span);
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
