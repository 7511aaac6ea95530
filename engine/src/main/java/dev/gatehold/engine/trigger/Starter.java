package dev.gatehold.engine.trigger;

import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Trigger;
import dev.gatehold.core.flow.Trigger.Overlap;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.event.EventData;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.TriggerStore;
import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.State;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of firings that wait, as the triggers' overlap allows. One firing at a time: what
 * follows from the one before is seen by the next.
 */
final class Starter {
  /** The most firings of a trigger that may wait for an earlier run. */
  static final int MOST_WAITING = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  private final RunStore runs;
  private final TriggerStore store;
  private final LiveTriggers live;
  private final Expressions expressions;
  private final Engine engine;
  private volatile boolean waits;

  Starter(RunStore runs, LiveTriggers live, Expressions expressions, Engine engine) {
    this.runs = runs;
    this.store = runs.triggers();
    this.live = live;
    this.expressions = expressions;
    this.engine = engine;
  }

  /** The principal that stands for a trigger: no person, and acting for none. */
  static Principal principal(TriggerId id) {
    return new Principal("trigger:" + id.flow() + "/" + id.trigger(), Kind.SERVICE, null);
  }

  boolean waits() {
    return waits;
  }

  synchronized void startWaiting() {
    boolean left = false;
    for (TriggerId id : store.waiting()) {
      try {
        left |= startWaiting(id);
      } catch (StoreException e) {
        // What one trigger has started may be kept where nothing answers, and what others have not.
        left = true;
        LOG.warn(
            "Trigger {} of flow {} is tried again soon: {}",
            id.trigger(),
            id.flow(),
            e.getMessage());
      } catch (RuntimeException e) {
        left = true;
        LOG.warn("Trigger {} of flow {} is tried again soon", id.trigger(), id.flow(), e);
      }
    }
    waits = left;
  }

  /** Starts what may start; says whether something is left. */
  private boolean startWaiting(TriggerId id) {
    Optional<Trigger> trigger = live.definition(id);
    if (store.trigger(id).filter(each -> each.pause() != null).isPresent()) {
      return true;
    }
    List<Firing> waiting = store.waiting(id, 2 * MOST_WAITING);
    for (int i = 0; i < waiting.size(); i++) {
      Firing firing = waiting.get(i);
      if (trigger.isEmpty()) {
        skip(firing, "The live release has no such trigger any more.");
        continue;
      }
      Overlap overlap = trigger.get().overlap();
      List<String> active = overlap == Overlap.ALLOW ? List.of() : store.activeRuns(id);
      boolean free = active.isEmpty();
      switch (overlap) {
        case ALLOW -> start(trigger.get(), firing, List.of());
        case SKIP -> {
          if (free) {
            start(trigger.get(), firing, List.of());
          } else {
            skip(firing, "Run " + active.getFirst() + " was still active.");
          }
        }
        case QUEUE -> {
          if (free) {
            start(trigger.get(), firing, List.of());
          } else if (i >= MOST_WAITING) {
            skip(firing, MOST_WAITING + " others waited already.");
          }
        }
        case SUPERSEDE -> start(trigger.get(), firing, active);
      }
    }
    return !store.waiting(id, 1).isEmpty();
  }

  private void start(Trigger trigger, Firing firing, List<String> older) {
    TriggerId id = firing.trigger();
    Principal principal = principal(id);
    Map<String, @Nullable Object> input;
    Reply reply;
    try {
      input =
          trigger
              .input()
              .renderObject(expressions, Triggers.scopeOf(EventData.parse(firing.event())));
      reply = engine.startRun(id.flow(), null, input, principal, keyOf(firing));
    } catch (ExpressionException | GateholdException e) {
      settle(firing, State.REFUSED, null, String.valueOf(e.getMessage()));
      return;
    }
    switch (reply) {
      case Reply.Applied applied -> started(firing, applied.run(), older);
      case Reply.Refused(var refusal) -> {
        String before =
            refusal.code() == Refusal.Code.KEY_REUSED
                ? runs.appliedKey(principal.id() + "\n" + keyOf(firing))
                    .map(AppliedKey::run)
                    .orElse(null)
                : null;
        if (before == null) {
          settle(firing, State.REFUSED, null, refusal.message());
        } else {
          // Started before a crash, by a release that made another input of it.
          started(firing, before, older);
        }
      }
    }
  }

  private static String keyOf(Firing firing) {
    return firing.cause();
  }

  private void started(Firing firing, String run, List<String> older) {
    for (String each : older) {
      if (!each.equals(run)) {
        Command end = new Command.SupersedeRun(run);
        engine.submit(new Submission(each, end, Principal.SYSTEM, null));
      }
    }
    settle(firing, State.STARTED, run, null);
  }

  private void skip(Firing firing, String why) {
    settle(firing, State.SKIPPED, null, why);
  }

  private void settle(Firing firing, State state, @Nullable String run, @Nullable String note) {
    store.settle(
        new Firing(
            firing.trigger(), firing.cause(), firing.at(), firing.event(), state, run, note));
  }
}
