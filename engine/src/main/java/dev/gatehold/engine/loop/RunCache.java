package dev.gatehold.engine.loop;

import dev.gatehold.core.run.RunState;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs that were touched last: those that go on, and a few that have ended. Nobody decides on
 * these any more, and at a high rate they would be most of what a collector has to keep. How much a
 * run weighs is for its input and outputs to say, so all of them give way when memory is short:
 * every one can be read again.
 */
final class RunCache {
  private static final int GOING_ON = 10_000;
  private static final int ENDED = 500;

  private final Latest goingOn = new Latest(GOING_ON);
  private final Latest ended = new Latest(ENDED);

  private static final class Latest extends LinkedHashMap<String, SoftReference<LoadedRun>> {
    private static final long serialVersionUID = 1L;
    private final int capacity;

    Latest(int capacity) {
      super(1024, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SoftReference<LoadedRun>> eldest) {
      return size() > capacity;
    }

    @Nullable LoadedRun run(String run) {
      SoftReference<LoadedRun> known = get(run);
      return known == null ? null : known.get();
    }

    void remember(LoadedRun run) {
      put(run.run(), new SoftReference<>(run));
    }
  }

  synchronized @Nullable LoadedRun get(String run) {
    LoadedRun known = goingOn.run(run);
    return known == null ? ended.run(run) : known;
  }

  /** Remembers a run; an older one never replaces a newer one. */
  synchronized void put(LoadedRun run) {
    LoadedRun known = get(run.run());
    if (known != null && known.seq() > run.seq()) {
      return;
    }
    if (run.state() instanceof RunState.Ended) {
      goingOn.remove(run.run());
      ended.remember(run);
    } else {
      goingOn.remember(run);
    }
  }

  synchronized void remove(String run) {
    goingOn.remove(run);
    ended.remove(run);
  }
}
