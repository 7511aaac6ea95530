package dev.gatehold.server.http;

import dev.gatehold.engine.Engine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Requests that wait for news. A stopping server answers them at once. */
@Component
public final class LongPolls {
  private final Engine engine;
  private final Set<Thread> waiting = new HashSet<>();
  private final CountDownLatch somebodyWaits = new CountDownLatch(1);
  private boolean stopping;

  LongPolls(Engine engine) {
    this.engine = engine;
  }

  /** Waits until the run's journal is longer than {@code seen}; says whether it is. */
  public boolean await(String run, long seen, Duration patience) {
    return patience.isPositive() && await(() -> engine.awaitChange(run, seen, patience), false);
  }

  /** Something that may take its time. */
  @FunctionalInterface
  public interface Wait<T> {
    T get() throws InterruptedException;
  }

  /** What a wait gives, or this when the server stops. */
  public <T> T await(Wait<T> wait, T stopped) {
    if (!enter()) {
      return stopped;
    }
    try {
      return wait.get();
    } catch (InterruptedException stop) {
      return stopped;
    } finally {
      leave();
    }
  }

  private synchronized boolean enter() {
    if (!stopping) {
      waiting.add(Thread.currentThread());
      somebodyWaits.countDown();
    }
    return !stopping;
  }

  /** Nobody interrupts from here on; an interrupt that came too late would break the answer. */
  private synchronized void leave() {
    waiting.remove(Thread.currentThread());
    if (stopping) {
      Thread.interrupted();
    }
  }

  /** Returns when the first request waits, for tests. */
  public void awaitWaiting() throws InterruptedException {
    somebodyWaits.await();
  }

  @EventListener(ContextClosedEvent.class)
  synchronized void stop() {
    stopping = true;
    waiting.forEach(Thread::interrupt);
  }
}
