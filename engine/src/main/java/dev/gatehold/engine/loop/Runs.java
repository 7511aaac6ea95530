package dev.gatehold.engine.loop;

import dev.gatehold.core.run.Evolution;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs as they are durable: a bounded cache over the store. Paused runs cost disk, not memory. */
public final class Runs {
  private static final int CAPACITY = 10_000;
  private final RunStore store;
  private final Map<String, LoadedRun> cache =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LoadedRun> eldest) {
          return size() > CAPACITY;
        }
      };

  public Runs(RunStore store) {
    this.store = store;
  }

  /**
   * The run, loaded if need be; {@link LoadedRun#absent} for an unknown id.
   *
   * @throws RuntimeException when its journal cannot be read or does not fit itself
   */
  public LoadedRun get(String run) {
    synchronized (cache) {
      LoadedRun cached = cache.get(run);
      if (cached != null) {
        return cached;
      }
    }
    LoadedRun loaded = store.load(run).map(Runs::rebuild).orElseGet(() -> LoadedRun.absent(run));
    if (loaded.seq() > 0) {
      put(loaded);
    }
    return loaded;
  }

  /** Remembers a run that was just committed; an older one never replaces a newer one. */
  public void put(LoadedRun run) {
    synchronized (cache) {
      LoadedRun known = cache.get(run.run());
      if (known == null || known.seq() <= run.seq()) {
        cache.put(run.run(), run);
      }
    }
  }

  /** Forgets a run, so that it is loaded again. */
  public void forget(String run) {
    synchronized (cache) {
      cache.remove(run);
    }
  }

  private static LoadedRun rebuild(StoredRun stored) {
    StoredSnapshot snapshot = stored.snapshot();
    RunState state =
        snapshot == null ? new RunState.Unstarted() : JournalCodec.decodeState(snapshot.body());
    if (!stored.entries().isEmpty()) {
      if (snapshot == null) {
        JournalCodec.verifyChain(JournalCodec.GENESIS, stored.entries());
      } else {
        JournalCodec.verifyChain(
            stored.entries().getFirst().hash(),
            stored.entries().subList(1, stored.entries().size()));
      }
    }
    for (StoredEntry entry : stored.entries()) {
      for (RunEvent event : JournalCodec.decode(entry).events()) {
        state = Evolution.evolve(state, event);
      }
    }
    return new LoadedRun(
        stored.run(),
        state,
        stored.seq(),
        stored.headHash(),
        snapshot == null ? 0 : snapshot.seq(),
        stored.parked());
  }
}
