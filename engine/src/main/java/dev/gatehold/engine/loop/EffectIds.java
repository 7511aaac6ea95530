package dev.gatehold.engine.loop;

import dev.gatehold.core.run.Effect;

/** Stable ids of effects: the same run, step and attempt always have the same one. */
final class EffectIds {
  private EffectIds() {}

  static String of(String run, Effect effect) {
    return switch (effect) {
      case Effect.RunStep step -> ofAttempt(run, step.step(), step.attempt());
      case Effect.CallFlow call -> ofAttempt(run, call.step(), call.attempt());
      case Effect.CancelCall call -> ofAttempt(run, call.step(), call.attempt()) + ".stop";
      case Effect.TellParent _ -> run + ".end";
      case Effect.Supersede _ -> run + ".supersede";
      case Effect.Subscribe wait -> ofAttempt(run, wait.step(), wait.attempt()) + ".subscribe";
      case Effect.StopStep stop -> ofAttempt(run, stop.step(), stop.attempt()) + ".stop";
    };
  }

  static String ofAttempt(String run, String step, int attempt) {
    return run + "." + step + "." + attempt;
  }
}
