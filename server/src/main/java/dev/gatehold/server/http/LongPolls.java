package dev.gatehold.server.http;

import dev.gatehold.engine.Engine;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Requests that wait for news of a run. A stopping server answers them at once. */
@Component
public final class LongPolls {
  private final Engine engine;
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  LongPolls(Engine engine) {
    this.engine = engine;
  }

  /** Waits until the run's journal is longer than {@code seen}; says whether it is. */
  public boolean await(String run, long seen, Duration patience) {
    if (!patience.isPositive() || stopping) {
      return false;
    }
    waiting.add(Thread.currentThread());
    try {
      return !stopping && engine.awaitChange(run, seen, patience);
    } catch (InterruptedException stop) {
      return false;
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
    waiting.forEach(Thread::interrupt);
  }
}
