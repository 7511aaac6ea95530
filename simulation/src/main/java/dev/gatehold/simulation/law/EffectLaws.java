package dev.gatehold.simulation.law;

import static dev.gatehold.simulation.law.Law.law;

import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.simulation.law.Change.Found;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of effects, and of what is done because of them. */
final class EffectLaws {
  static final List<Law<Change>> ALL =
      List.of(
          law(
              "effect.of-event",
              "Every piece of work is ordered by an event of the same commit, with the event's"
                  + " parameters.",
              EffectLaws::ofEvent),
          law(
              "effect.for-event",
              "Every start of a step orders its work in the same commit.",
              EffectLaws::forEvent),
          law("effect.once", "An attempt at a step starts once.", EffectLaws::once),
          law(
              "effect.subscribed",
              "A wait for an event subscribes in the same commit.",
              change ->
                  change.each(
                      RunEvent.EventAwaited.class,
                      found ->
                          effects(change).stream()
                                  .anyMatch(effect ->
                                      effect instanceof Effect.Subscribe wait
                                          && wait.step().equals(found.event().step())
                                          && wait.attempt() == found.event().attempt())
                              ? null
                              : found.event() + " subscribes to nothing")),
          law(
              "effect.parent-told",
              "When a called run ends, its caller is told in the same commit.",
              EffectLaws::parentTold),
          law(
              "effect.stopped",
              "Work whose result no longer counts is told to stop in the same commit.",
              EffectLaws::stopped),
          law(
              "result.awaited",
              "A result is taken only by a step that waits for one.",
              change -> change.each(RunEvent.StepCompleted.class, EffectLaws::awaited)),
          law(
              "result.of-attempt",
              "A failure is that of the attempt that is going on.",
              change -> change.each(RunEvent.StepFailed.class, EffectLaws::ofAttempt)),
          law(
              "task.gone-with-result",
              "A task is gone with the commit that takes its result.",
              change ->
                  change.write().finishedEffects().stream()
                      .filter(id -> change.store().tasks().task(id).isPresent())
                      .map(id -> "task " + id + " is still there")
                      .findFirst()
                      .orElse(null)),
          law(
              "task.of-working-step",
              "A task of a run is that of an attempt that is going on.",
              EffectLaws::taskOfWork));

  private EffectLaws() {}

  private static List<Effect> effects(Change change) {
    return change.write().effects().stream()
        .map(StoredEffect::body)
        .map(JournalCodec::decodeEffect)
        .toList();
  }

  private static @Nullable String ofEvent(Change change) {
    for (Effect effect : effects(change)) {
      boolean ordered =
          switch (effect) {
            case Effect.RunStep work ->
                change.moments().stream()
                    .anyMatch(each ->
                        each.event() instanceof StepStarted started
                            && started.step().equals(work.step())
                            && started.attempt() == work.attempt()
                            && started.parameters().equals(work.parameters()));
            case Effect.CallFlow call -> starts(change, call.step(), call.attempt());
            default -> true;
          };
      if (!ordered) {
        return effect + " comes of no event";
      }
    }
    return null;
  }

  private static boolean starts(Change change, String step, int attempt) {
    return change.moments().stream()
        .anyMatch(each ->
            each.event() instanceof StepStarted started
                && started.step().equals(step)
                && started.attempt() == attempt);
  }

  private static @Nullable String forEvent(Change change) {
    List<Effect> effects = effects(change);
    return change.each(
        StepStarted.class,
        found ->
            effects.stream().anyMatch(effect -> isFor(effect, found.event()))
                ? null
                : found.event() + " orders nothing");
  }

  private static boolean isFor(Effect effect, StepStarted started) {
    return switch (effect) {
      case Effect.RunStep work ->
          work.step().equals(started.step()) && work.attempt() == started.attempt();
      case Effect.CallFlow call ->
          call.step().equals(started.step()) && call.attempt() == started.attempt();
      default -> false;
    };
  }

  private static @Nullable String once(Change change) {
    Set<String> started = new HashSet<>();
    for (Moment moment : change.run().moments()) {
      if (moment.event() instanceof StepStarted start
          && !started.add(start.step() + " attempt " + start.attempt())) {
        return start.step() + " attempt " + start.attempt() + " started twice";
      }
    }
    return null;
  }

  private static @Nullable String parentTold(Change change) {
    return change.each(
        RunEvent.RunEnded.class,
        found -> {
          var parent = Objects.requireNonNull(change.state().facts()).parent();
          return parent == null
                  || effects(change).stream()
                      .anyMatch(effect ->
                          effect instanceof Effect.TellParent told && told.parent().equals(parent))
              ? null
              : parent + " is not told";
        });
  }

  private static @Nullable String stopped(Change change) {
    List<Effect> effects = effects(change);
    return change.each(
        RunEvent.StepStopped.class,
        found -> {
          if (!(found.at().was(found.event().step()) instanceof StepState.Working work)) {
            return null;
          }
          boolean told =
              effects.stream().anyMatch(effect -> stops(effect, found.event().step(), work));
          return told ? null : found.event() + " and its work goes on";
        });
  }

  private static boolean stops(Effect effect, String step, StepState.Working work) {
    return switch (effect) {
      case Effect.StopStep stop -> stop.step().equals(step) && stop.attempt() == work.attempt();
      case Effect.CancelCall call -> call.step().equals(step);
      default -> false;
    };
  }

  private static @Nullable String awaited(Found<RunEvent.StepCompleted> found) {
    StepState state = found.at().was(found.event().step());
    return state != null && state.over() ? found.event() + " comes to " + state.word() : null;
  }

  private static @Nullable String ofAttempt(Found<RunEvent.StepFailed> found) {
    StepState state = found.at().was(found.event().step());
    return state instanceof StepState.Working work && work.attempt() != found.event().attempt()
        ? found.event() + " while attempt " + work.attempt() + " is going on"
        : null;
  }

  private static @Nullable String taskOfWork(Change change) {
    String run = change.run().run();
    var all = new dev.gatehold.engine.store.TaskStore.TaskQuery(null, null, Integer.MAX_VALUE);
    for (var task : change.store().tasks().tasks(all)) {
      var origin = task.offer().origin();
      if (origin.run().equals(run)
          && !(change.state() instanceof RunState.Active active
              && active.steps().get(origin.step()) instanceof StepState.Working work
              && work.attempt() == origin.attempt())) {
        return "task " + task.id() + " is offered, but its attempt is over";
      }
    }
    return null;
  }
}
