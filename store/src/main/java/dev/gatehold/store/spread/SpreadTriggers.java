package dev.gatehold.store.spread;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.TriggerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Triggers and firings in the first home, beside runs in all of them. Which of the runs that a
 * trigger has started are active is asked of their homes.
 */
final class SpreadTriggers implements TriggerStore {
  /** A run that has ended never becomes active again: it need not be asked for twice. */
  private static final int MOST_REMEMBERED = 100_000;

  private final Homes<RunStore> homes;
  private final TriggerStore first;
  private final Set<String> ended =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  SpreadTriggers(Homes<RunStore> homes) {
    this.homes = homes;
    this.first = homes.first().triggers();
  }

  @Override
  public List<String> activeRuns(TriggerId trigger) {
    return active(first.started(trigger, null));
  }

  @Override
  public List<String> started(@Nullable TriggerId trigger, @Nullable Instant before) {
    return first.started(trigger, before);
  }

  @Override
  public void forget(Instant before, Collection<String> alsoActive) {
    Set<String> active = new HashSet<>(active(first.started(null, before)));
    active.addAll(alsoActive);
    first.forget(before, active);
  }

  /** Those of these runs that are active, in the same order. */
  private List<String> active(List<String> runs) {
    List<String> doubtful = runs.stream().filter(run -> !ended.contains(run)).toList();
    Set<String> active = new HashSet<>();
    Homes.ask(homes.byHome(doubtful).entrySet(), each -> each.getKey().active(each.getValue()))
        .forEach(active::addAll);
    doubtful.stream().filter(run -> !active.contains(run)).forEach(ended::add);
    return runs.stream().filter(active::contains).toList();
  }

  @Override
  public void replace(String flow, List<StoredTrigger> triggers) {
    first.replace(flow, triggers);
  }

  @Override
  public List<StoredTrigger> triggers(@Nullable String flow) {
    return first.triggers(flow);
  }

  @Override
  public Optional<StoredTrigger> trigger(TriggerId id) {
    return first.trigger(id);
  }

  @Override
  public List<StoredTrigger> onEvent(String name) {
    return first.onEvent(name);
  }

  @Override
  public List<StoredTrigger> due(Instant now) {
    return first.due(now);
  }

  @Override
  public boolean pause(TriggerId id, @Nullable Paused pause) {
    return first.pause(id, pause);
  }

  @Override
  public boolean add(Firing firing) {
    return first.add(firing);
  }

  @Override
  public boolean passed(StoredTrigger trigger, @Nullable Instant next, List<Firing> firings) {
    return first.passed(trigger, next, firings);
  }

  @Override
  public void settle(Firing firing) {
    first.settle(firing);
  }

  @Override
  public List<TriggerId> waiting() {
    return first.waiting();
  }

  @Override
  public List<Firing> waiting(TriggerId trigger, int limit) {
    return first.waiting(trigger, limit);
  }

  @Override
  public Optional<Firing> last(TriggerId trigger, State state) {
    return first.last(trigger, state);
  }
}
