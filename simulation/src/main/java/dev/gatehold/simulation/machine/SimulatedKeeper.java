package dev.gatehold.simulation.machine;

import dev.gatehold.engine.host.Keeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** A keeper on a simulated thread. */
final class SimulatedKeeper implements Keeper {
  private final SimulatedHost host;
  private final Scheduler scheduler;
  private final Group group;
  private final Thread thread;
  private final Deque<Runnable> jobs = new ArrayDeque<>();
  private boolean closed;

  SimulatedKeeper(SimulatedHost host, Scheduler scheduler, Group group, String name) {
    this.host = host;
    this.scheduler = scheduler;
    this.group = group;
    this.thread = scheduler.thread(group, name, this::work);
  }

  private void work() {
    while (!closed) {
      Runnable job = jobs.poll();
      if (job == null) {
        LockSupport.park(this);
      } else {
        job.run();
      }
      Thread.interrupted();
    }
  }

  @Override
  public void soon(Runnable job) {
    if (closed) {
      return;
    }
    jobs.add(job);
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void every(Duration first, Duration pause, Runnable job) {
    scheduler.after(
        group,
        first,
        () ->
            soon(() -> {
              job.run();
              every(pause, pause, job);
            }));
  }

  @Override
  public void close() {
    closed = true;
    jobs.clear();
    thread.interrupt();
  }

  @Override
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return thread.getState() == Thread.State.NEW || host.join(thread, patience);
  }
}
