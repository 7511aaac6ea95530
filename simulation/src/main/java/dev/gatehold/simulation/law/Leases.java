package dev.gatehold.simulation.law;

import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.simulation.store.Ports;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who has which effect and which task, and until when, by what the store has told them. */
final class Leases {
  private record Held(String holder, Instant until) {}

  private final Observer observer;
  private final Map<String, Held> effects = new HashMap<>();
  private final Map<String, Held> tasks = new HashMap<>();
  private long highest;

  Leases(Observer observer) {
    this.observer = observer;
  }

  void committed(RunWrite write) {
    write.effects().forEach(this::hold);
    write.finishedEffects().forEach(effects::remove);
    write.finishedEffects().forEach(tasks::remove);
  }

  /** A call was made and has this answer. */
  void see(Ports.Call call, @Nullable Object answer) {
    switch (call.name()) {
      case "leaseEffects" ->
          leased((String) call.argument(0), (Instant) call.argument(1), list(answer));
      case "renewLeases" ->
          renewed((String) call.argument(0), (Instant) call.argument(2), list(answer));
      case "postponeEffect", "setAsideEffect" ->
          effects.computeIfPresent(
              (String) call.argument(1),
              (_, held) -> held.holder().equals(call.argument(0)) ? null : held);
      case "finishEffect" -> effects.remove(call.argument(0));
      case "releaseLeases" ->
          effects.values().removeIf(held -> held.holder().equals(call.argument(0)));
      case "releaseLeasesOfOthers" ->
          effects.values().removeIf(held -> !held.holder().equals(call.argument(0)));
      case "claim" -> claimed((Instant) call.argument(1), list(answer));
      case "renew" -> {
        if (answer instanceof Optional<?> found && found.orElse(null) instanceof StoredTask task) {
          hold(task);
        }
      }
      case "giveBack" -> {
        if (Boolean.TRUE.equals(answer)) {
          tasks.remove(call.argument(0));
        }
      }
      default -> {
        // It gives nobody anything.
      }
    }
  }

  private static List<?> list(@Nullable Object answer) {
    return answer instanceof List<?> found ? found : List.of();
  }

  private void leased(String node, Instant now, List<?> given) {
    for (Object each : given) {
      StoredEffect effect = (StoredEffect) each;
      check(effect.id(), node, effects.get(effect.id()), now, 0);
      hold(effect);
    }
  }

  private void renewed(String node, Instant until, List<?> kept) {
    for (Object each : kept) {
      String effect = String.valueOf(each);
      Held held = effects.get(effect);
      if (held == null || !held.holder().equals(node)) {
        observer.breaks(
            "lease.renewed-by-holder",
            "Only who holds an effect keeps it.",
            node + " keeps " + effect + ", which " + held + " has");
      }
      effects.put(effect, new Held(node, until));
    }
  }

  private void claimed(Instant now, List<?> given) {
    for (Object each : given) {
      StoredTask task = (StoredTask) each;
      long number = number(task);
      check(task.id(), "lease " + number, tasks.get(task.id()), now, number);
      highest = Math.max(highest, number);
      hold(task);
    }
  }

  private void check(String what, String to, @Nullable Held held, Instant now, long number) {
    observer.check(
        AnswerLaws.LEASES,
        new Leased(
            what,
            to,
            held == null ? null : held.holder(),
            held == null ? null : held.until(),
            now,
            number,
            highest));
  }

  private static long number(StoredTask task) {
    StoredTask.Holder holder = task.holder();
    return holder == null ? 0 : holder.lease().number();
  }

  private void hold(StoredEffect effect) {
    effects.put(effect.id(), new Held(effect.node(), effect.leasedUntil()));
  }

  private void hold(StoredTask task) {
    StoredTask.Holder holder = task.holder();
    if (holder != null) {
      tasks.put(task.id(), new Held("lease " + holder.lease().number(), holder.until()));
    }
  }
}
