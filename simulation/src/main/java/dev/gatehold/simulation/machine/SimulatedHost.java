package dev.gatehold.simulation.machine;

import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;

/** Threads, waits and chance of one group, out of the scheduler's hands. */
public final class SimulatedHost implements Host {
  private final Scheduler scheduler;
  private final Group group;
  private final RandomGenerator random;

  public SimulatedHost(Scheduler scheduler, Group group, RandomGenerator random) {
    this.scheduler = scheduler;
    this.group = group;
    this.random = random;
  }

  @Override
  public Thread thread(String name, Runnable work) {
    return scheduler.thread(group, name, work);
  }

  @Override
  public Thread worker(String name, Runnable work) {
    return scheduler.thread(group, name, work);
  }

  @Override
  public Keeper keeper(String name) {
    return new SimulatedKeeper(this, scheduler, group, name);
  }

  @Override
  public boolean await(CountDownLatch latch, Duration patience) throws InterruptedException {
    return within(patience, latch::await);
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
  public boolean await(Condition condition, Duration patience) throws InterruptedException {
    return within(patience, condition::await);
  }

  @Override
  public boolean join(Thread thread, Duration patience) throws InterruptedException {
    return within(patience, thread::join);
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    await(new CountDownLatch(1), time);
  }

  /** A wait that Java itself would limit by its own clock. */
  private interface Wait {
    void begin() throws InterruptedException;
  }

  /** The end of the time interrupts the thread, which nobody else gets to see. */
  private boolean within(Duration patience, Wait wait) throws InterruptedException {
    Thread waiting = Thread.currentThread();
    boolean[] over = {false};
    Scheduler.Timer timer =
        scheduler.after(
            group,
            patience,
            () -> {
              over[0] = true;
              waiting.interrupt();
            });
    try {
      wait.begin();
      return true;
    } catch (InterruptedException e) {
      if (!over[0]) {
        throw e;
      }
      return false;
    } finally {
      timer.cancel();
      if (over[0]) {
        Thread.interrupted();
      }
    }
  }

  @Override
  public long nanoTime() {
    return scheduler.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }
}
