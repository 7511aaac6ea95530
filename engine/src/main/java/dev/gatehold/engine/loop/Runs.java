package dev.gatehold.engine.loop;

import dev.gatehold.core.run.Evolution;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs as they are durable: a bounded cache over the store. Paused runs cost disk, not memory. What
 * other nodes may have written since is asked for whenever somebody looks.
 */
public final class Runs {
  private final RunStore store;
  private final RunCache cache = new RunCache();

  public Runs(RunStore store) {
    this.store = store;
  }

  /**
   * The run, loaded if need be; {@link LoadedRun#absent} for an unknown id.
   *
   * @throws RuntimeException when its journal cannot be read or does not fit itself
   */
  public LoadedRun get(String run) {
    LoadedRun known = cache.get(run);
    if (known != null && !store.isShared()) {
      return known;
    }
    return known == null ? load(run) : look(List.of(run), List.of(), Ahead.NOTHING).run(run);
  }

  private LoadedRun load(String run) {
    LoadedRun loaded = store.load(run).map(Runs::rebuild).orElseGet(() -> LoadedRun.absent(run));
    if (loaded.seq() > 0) {
      put(loaded);
    }
    return loaded;
  }

  /**
   * Runs, and the commands that were applied under keys, as they are durable at one time or are
   * going to be.
   */
  final class Look {
    private final Ahead ahead;
    private final Map<String, LoadedRun> runs = new HashMap<>();
    private final Map<String, RuntimeException> unreadable = new HashMap<>();
    private final Map<String, AppliedKey> keys = new HashMap<>();

    private Look(Ahead ahead) {
      this.ahead = ahead;
    }

    /**
     * A run; loaded if it is not one of those that were asked for.
     *
     * @throws RuntimeException when its journal cannot be read or does not fit itself
     */
    LoadedRun run(String run) {
      LoadedRun soon = ahead.run(run);
      if (soon != null) {
        return soon;
      }
      RuntimeException why = unreadable.get(run);
      if (why != null) {
        throw why;
      }
      LoadedRun known = runs.get(run);
      return known == null ? Runs.this.load(run) : known;
    }

    /** One of those that were asked for; null when nothing was applied under it. */
    @Nullable AppliedKey key(String key) {
      AppliedKey soon = ahead.key(key);
      return soon != null ? soon : keys.get(key);
    }

    /** A run that was not asked for, because its id was just made. */
    void expectNone(String run) {
      expect(run, null);
    }

    private void expect(String run, @Nullable LoadedRun known) {
      runs.put(run, known == null ? LoadedRun.absent(run) : known);
    }

    /** One that cannot be rebuilt fails whoever asks for it, and nobody else. */
    private void add(StoredRun stored) {
      runs.remove(stored.run());
      forget(stored.run());
      try {
        LoadedRun rebuilt = rebuild(stored);
        runs.put(stored.run(), rebuilt);
        put(rebuilt);
      } catch (RuntimeException e) {
        unreadable.put(stored.run(), e);
      }
    }
  }

  /** Looks at all of these at once, however many there are. */
  Look look(Collection<String> runs, Collection<String> keys, Ahead ahead) {
    Look look = new Look(ahead);
    Map<String, Long> doubtful = new HashMap<>();
    for (String run : runs) {
      if (ahead.knows(run)) {
        continue;
      }
      LoadedRun known = cache.get(run);
      look.expect(run, known);
      if (known == null || store.isShared()) {
        doubtful.put(run, known == null ? 0 : known.seq());
      }
    }
    if (!doubtful.isEmpty() || !keys.isEmpty()) {
      RunStore.News news = store.news(keys, doubtful);
      news.keys().forEach(key -> look.keys.put(key.key(), key));
      news.runs().forEach(look::add);
    }
    return look;
  }

  /** Remembers a run that was just committed; an older one never replaces a newer one. */
  public void put(LoadedRun run) {
    cache.put(run);
  }

  /** Forgets a run, so that it is loaded again. */
  public void forget(String run) {
    cache.remove(run);
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
