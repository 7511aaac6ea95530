package dev.gatehold.testkit;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A flow store that forgets everything with its process. */
public final class MemoryFlowStore implements FlowStore {
  private static final class Entry {
    final TreeMap<Integer, Release> releases = new TreeMap<>();
    @Nullable Draft draft;
    int live;
    int newest;
  }

  private final MemoryRunStore runs;
  private final Map<String, Entry> flows = new TreeMap<>();
  private final Map<Digest, String> sources = new HashMap<>();

  /** Flows that are run by the runs of this store. */
  public MemoryFlowStore(MemoryRunStore runs) {
    this.runs = runs;
  }

  private Entry entry(String flow) {
    return flows.computeIfAbsent(flow, _ -> new Entry());
  }

  private Optional<Entry> found(String flow) {
    return Optional.ofNullable(flows.get(flow));
  }

  @Override
  public synchronized void saveDraft(Draft draft) {
    entry(draft.flow()).draft = draft;
  }

  @Override
  public synchronized Optional<Draft> draft(String flow) {
    return found(flow).map(entry -> entry.draft);
  }

  @Override
  public synchronized Release addRelease(
      String flow, String source, Digest digest, String author, String note, Instant at) {
    Entry entry = entry(flow);
    entry.newest++;
    Release release = new Release(flow, entry.newest, source, digest, author, note, at);
    entry.releases.put(entry.newest, release);
    sources.put(digest, source);
    return release;
  }

  @Override
  public synchronized Optional<Release> release(String flow, int number) {
    return found(flow).map(entry -> entry.releases.get(number));
  }

  @Override
  public synchronized List<Release> releases(String flow) {
    return found(flow)
        .map(entry -> List.copyOf(entry.releases.descendingMap().values()))
        .orElse(List.of());
  }

  @Override
  public synchronized void promote(String flow, int number, String by, Instant at) {
    if (release(flow, number).isEmpty()) {
      throw new StoreException(
          "Expected release %d of flow '%s' to exist, but it does not. List the releases."
              .formatted(number, flow));
    }
    entry(flow).live = number;
  }

  @Override
  public synchronized Optional<Release> live(String flow) {
    return found(flow).map(entry -> entry.releases.get(entry.live));
  }

  @Override
  public synchronized boolean deleteRelease(String flow, int number) {
    Entry entry = flows.get(flow);
    return entry != null
        && entry.live != number
        && !runs.pins(flow, number)
        && entry.releases.remove(number) != null;
  }

  @Override
  public synchronized Optional<String> source(Digest digest) {
    return Optional.ofNullable(sources.get(digest));
  }

  @Override
  public synchronized void keepSource(Digest digest, String source) {
    sources.put(digest, source);
  }

  @Override
  public synchronized List<FlowRow> flows() {
    return flows.entrySet().stream()
        .map(named -> {
          Entry entry = named.getValue();
          Draft draft = entry.draft;
          return new FlowRow(
              named.getKey(), entry.live, entry.newest, draft == null ? null : draft.at());
        })
        .toList();
  }
}
