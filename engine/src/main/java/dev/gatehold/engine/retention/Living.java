package dev.gatehold.engine.retention;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.EventStore.EventQuery;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.MemoryStore.Space;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.TriggerStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every stored text that may mention a resource somebody still needs:
 *
 * <ul>
 *   <li>journals of runs that are active, or ended not long ago, and the flow files they follow;
 *   <li>drafts and releases of all flows;
 *   <li>what flows remember, in its newest versions;
 *   <li>events that are kept, and firings that wait.
 * </ul>
 *
 * <p>A second look reads only those journal entries that came after the first.
 */
final class Living {
  private static final int PAGE = 200;

  /** The most that wait for one trigger at a time is far below. */
  private static final int FIRINGS = 100_000;

  private final Sweeper.Stores stores;
  private final Instant endedSince;

  /** Up to which entry each journal was read. */
  private final Map<String, Long> read = new HashMap<>();

  /**
   * Prepares to look.
   *
   * @param endedSince runs that ended before are not looked at
   */
  Living(Sweeper.Stores stores, Instant endedSince) {
    this.stores = stores;
    this.endedSince = endedSince;
  }

  void look(Consumer<String> text) {
    lookAtFlows(text);
    lookAtEvents(text);
    lookAtFirings(text);
    // Last: what any of the others starts is a run before it is gone there.
    lookAtRuns(text);
  }

  private void lookAtFlows(Consumer<String> text) {
    for (FlowStore.FlowRow flow : stores.flows().flows()) {
      stores.flows().draft(flow.flow()).ifPresent(draft -> text.accept(draft.source()));
      stores.flows().releases(flow.flow()).forEach(release -> text.accept(release.source()));
      lookAtMemory(new Space(flow.flow(), false), text);
      lookAtMemory(new Space(flow.flow(), true), text);
    }
  }

  private void lookAtMemory(Space space, Consumer<String> text) {
    for (MemoryStore.Version version : stores.memory().list(space, "")) {
      if (version.value() != null) {
        text.accept(version.value());
      }
    }
  }

  private void lookAtEvents(Consumer<String> text) {
    EventStore.Seen last = null;
    List<StoredEvent> page = stores.runs().events().events(new EventQuery(null, null, last, PAGE));
    while (!page.isEmpty()) {
      page.forEach(event -> text.accept(event.data()));
      last = new EventStore.Seen(page.getLast().at(), page.getLast().id());
      page = stores.runs().events().events(new EventQuery(null, null, last, PAGE));
    }
  }

  private void lookAtFirings(Consumer<String> text) {
    TriggerStore triggers = stores.runs().triggers();
    for (TriggerStore.TriggerId trigger : triggers.waiting()) {
      triggers.waiting(trigger, FIRINGS).forEach(firing -> text.accept(firing.event()));
    }
  }

  private void lookAtRuns(Consumer<String> text) {
    Set<String> sources = new HashSet<>();
    String last = null;
    List<RunRow> page = stores.runs().runs(query(last));
    while (!page.isEmpty()) {
      for (RunRow run : page) {
        if (run.endedAt() == null || !run.endedAt().isBefore(endedSince)) {
          lookAtJournal(run, text);
          if (sources.add(run.releaseDigest())) {
            stores.flows().source(new Digest(run.releaseDigest())).ifPresent(text);
          }
        }
      }
      last = page.getLast().run();
      page = stores.runs().runs(query(last));
    }
  }

  private static RunQuery query(@Nullable String last) {
    return new RunQuery(null, null, last, PAGE);
  }

  private void lookAtJournal(RunRow run, Consumer<String> text) {
    long after = read.getOrDefault(run.run(), 0L);
    List<StoredEntry> page = stores.runs().journal(run.run(), after, PAGE);
    while (!page.isEmpty()) {
      page.forEach(entry -> text.accept(entry.body()));
      after = page.getLast().seq();
      page = stores.runs().journal(run.run(), after, PAGE);
    }
    read.put(run.run(), after);
  }
}
