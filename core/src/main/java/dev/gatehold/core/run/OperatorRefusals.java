package dev.gatehold.core.run;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.RunState.Active;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Why somebody who looks after runs cannot do something; every text says what to do instead. */
final class OperatorRefusals {
  private OperatorRefusals() {}

  static Refusal stepUnknown(String step) {
    return refusal(
        Code.STEP_UNKNOWN,
        "Expected a step '" + step + "' that the run has reached, but there is none.",
        "See the run's steps with 'gatehold run show'.");
  }

  static Refusal notRetryable(String step, String word) {
    return refusal(
        Code.STEP_NOT_RETRYABLE,
        "Expected step '" + step + "' to wait for another attempt, but it is " + word + ".",
        "Only a step that is stuck or waits for its next attempt can be retried; to do it all"
            + " again, start a new run.");
  }

  static Refusal notSkippable(String step, String word) {
    return refusal(
        Code.STEP_NOT_SKIPPABLE,
        "Expected step '" + step + "' to be under way or stuck, but it is " + word + ".",
        "Only a step that the run waits for can be skipped; skip the steps inside of a block.");
  }

  static Refusal gateNotSkippable(String step) {
    return refusal(
        Code.STEP_NOT_SKIPPABLE,
        "Expected a step that is not a gate, but '" + step + "' is one.",
        "Only the people it asks lead past a gate; remind them, hand the request over, or cancel"
            + " the run.");
  }

  static Refusal callNotSkippable(String step) {
    return refusal(
        Code.STEP_NOT_SKIPPABLE,
        "Expected a step that calls no other flow, but '" + step + "' does.",
        "The run it called may ask people, and only they lead past a gate; retry the step, look"
            + " after the run it called, or cancel this one.");
  }

  static Refusal skipTakesAPerson(Principal actor) {
    return refusal(
        Code.STEP_NOT_SKIPPABLE,
        "Expected a person to skip a step, but '"
            + actor.id()
            + "' is "
            + (actor.kind() == Principal.Kind.AGENT ? "an agent" : "a service")
            + ".",
        "Ask a person who looks after the run.");
  }

  static Refusal reasonMissing() {
    return refusal(
        Code.REASON_MISSING,
        "Expected a reason for going on without the step, but there is none.",
        "Say why in a sentence; it stays in the record.");
  }

  static Refusal paused(Active run) {
    return refusal(
        Code.RUN_PAUSED,
        "Expected run '"
            + run.run()
            + "' to go on, but "
            + Objects.requireNonNull(run.paused()).by().id()
            + " has paused it.",
        "Resume it first.");
  }

  static Refusal notPaused(Active run) {
    return refusal(
        Code.RUN_NOT_PAUSED,
        "Expected run '" + run.run() + "' to be paused, but it is not.",
        "There is nothing to resume.");
  }

  static Refusal ending(Active run) {
    String how = Objects.requireNonNull(run.closing()).ending().name().toLowerCase(Locale.ROOT);
    return refusal(
        Code.RUN_ENDING,
        "Expected run '"
            + run.run()
            + "' to be under way, but it ends as "
            + how
            + " and undoes what it did.",
        "Wait for it; retry or skip what is stuck.");
  }

  static Refusal callbackUnknown(String step) {
    return refusal(
        Code.CALLBACK_UNKNOWN,
        "Expected a step '" + step + "' that waits for a callback, but there is none.",
        "Call back at the address that the work was given.");
  }

  static Refusal callbackOver(String step) {
    return refusal(
        Code.CALLBACK_OVER,
        "Expected step '" + step + "' to wait for this callback, but that is over.",
        "Nothing to do: the first one counted, or the run went on without it.");
  }

  static Refusal eventOver(String step) {
    return refusal(
        Code.EVENT_OVER,
        "Expected step '" + step + "' to wait for this event, but it does not, or not any more.",
        "Nothing to do: another event counted, or the run went on without one.");
  }

  private static Refusal refusal(Code code, String message, String next) {
    return new Refusal(code, message, next, Map.of());
  }
}
