package dev.gatehold.cli.task;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a worker: when somebody asks for it (Ctrl-C, a TERM), nothing new is begun, what is in
 * hand is given back, and the process waits for that.
 */
final class Stopping {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::beginAndAwaitOver, "stop");
  private int hands;

  /** Listens to those who end the process. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void beginAndAwaitOver() {
    begin();
    try {
      over.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void begin() {
    begun.countDown();
  }

  boolean hasBegun() {
    return begun.getCount() == 0;
  }

  /** Waits for somebody to end it for this long; says whether somebody did. */
  boolean await(Duration patience) throws InterruptedException {
    return begun.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A hand begins to work; refused when the end has begun. */
  synchronized boolean enter() {
    if (hasBegun()) {
      return false;
    }
    hands++;
    return true;
  }

  /** A hand has nothing to do with tasks any more. */
  synchronized void leave() {
    hands--;
    notifyAll();
  }

  /** Returns when all hands have left. */
  synchronized void awaitHands() throws InterruptedException {
    while (hands > 0) {
      wait();
    }
  }

  /** All is done and said. */
  void over() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      return;
    }
  }
}
