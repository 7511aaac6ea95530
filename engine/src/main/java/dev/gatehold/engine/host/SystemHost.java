package dev.gatehold.engine.host;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;

/** The process itself. */
public final class SystemHost implements Host {
  @Override
  public Thread thread(String name, Runnable work) {
    return Thread.ofPlatform().name(name).unstarted(work);
  }

  @Override
  public Thread worker(String name, Runnable work) {
    return Thread.ofVirtual().name(name).unstarted(work);
  }

  @Override
  public Keeper keeper(String name) {
    return new SystemKeeper(name);
  }

  @Override
  public boolean await(CountDownLatch latch, Duration patience) throws InterruptedException {
    return latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
  public boolean await(Condition condition, Duration patience) throws InterruptedException {
    return condition.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean join(Thread thread, Duration patience) throws InterruptedException {
    return thread.join(patience);
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return ThreadLocalRandom.current();
  }
}
