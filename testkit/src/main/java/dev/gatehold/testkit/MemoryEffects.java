package dev.gatehold.testkit;

import dev.gatehold.engine.store.StoredEffect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The effects of a {@link MemoryRunStore}, under its lock. */
final class MemoryEffects {
  private static final String NOBODY = "";

  /**
   * An effect and what holds it back.
   *
   * @param effect with nobody's name while it is free; its lease then ends when it is due
   * @param setAside why it is out of the dispatch; null when it is not
   */
  private record Kept(StoredEffect effect, @Nullable String setAside) {
    boolean open(Instant now) {
      Instant at = effect.leasedUntil();
      return setAside == null && (heldBy(NOBODY) ? !at.isAfter(now) : at.isBefore(now));
    }

    boolean heldBy(String node) {
      return effect.node().equals(node);
    }

    Kept released() {
      return with(NOBODY, Instant.EPOCH, effect.tries());
    }

    Kept with(String node, Instant until, int tries) {
      return new Kept(
          new StoredEffect(effect.id(), effect.run(), effect.body(), tries, node, until), setAside);
    }
  }

  private final Map<String, Kept> effects = new LinkedHashMap<>();

  void checkNew(List<StoredEffect> added) {
    Set<String> seen = new HashSet<>(effects.keySet());
    for (StoredEffect effect : added) {
      if (!seen.add(effect.id())) {
        throw MemoryRunStore.duplicate(effect.id());
      }
    }
  }

  void add(List<StoredEffect> added) {
    added.forEach(effect -> effects.put(effect.id(), new Kept(effect, null)));
  }

  List<StoredEffect> lease(
      String node, Instant now, Instant until, int limit, Predicate<String> runsOn) {
    List<StoredEffect> leased =
        effects.values().stream()
            .filter(kept -> kept.open(now) && runsOn.test(kept.effect().run()))
            .sorted(Comparator.comparing(kept -> kept.effect().leasedUntil()))
            .limit(limit)
            .map(kept -> kept.with(node, until, kept.effect().tries()).effect())
            .toList();
    add(leased);
    return leased;
  }

  List<String> renew(String node, List<String> ids, Instant until) {
    List<String> held = new ArrayList<>();
    for (String id : ids) {
      Kept kept = effects.get(id);
      if (kept != null && kept.heldBy(node)) {
        effects.put(id, kept.with(node, until, kept.effect().tries()));
        held.add(id);
      }
    }
    return held;
  }

  void releaseOthers(String node) {
    effects.replaceAll(
        (_, kept) -> kept.heldBy(node) || kept.heldBy(NOBODY) ? kept : kept.released());
  }

  void releaseAll(String node) {
    effects.replaceAll((_, kept) -> kept.heldBy(node) ? kept.released() : kept);
  }

  void postpone(String node, String id, int tries, Instant at) {
    ifHeld(node, id, kept -> kept.with(NOBODY, at, tries));
  }

  void setAside(String node, String id, String reason) {
    ifHeld(node, id, kept -> new Kept(kept.released().effect(), reason));
  }

  private void ifHeld(String node, String id, UnaryOperator<Kept> change) {
    effects.computeIfPresent(id, (_, kept) -> kept.heldBy(node) ? change.apply(kept) : kept);
  }

  /** Says whether there was one. */
  boolean finish(String id) {
    return effects.remove(id) != null;
  }

  Stream<String> incidents(String run) {
    return effects.values().stream()
        .filter(kept -> kept.setAside() != null && kept.effect().run().equals(run))
        .map(kept -> "Effect '" + kept.effect().id() + "' is set aside: " + kept.setAside());
  }
}
