package dev.gatehold.engine.host;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does its jobs on a daemon thread. */
final class SystemKeeper implements Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(SystemKeeper.class);
  private final ScheduledThreadPoolExecutor thread;

  SystemKeeper(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name(name).daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public void soon(Runnable job) {
    thread.execute(job);
  }

  @Override
  public void every(Duration first, Duration pause, Runnable job) {
    var repeating =
        thread.scheduleWithFixedDelay(job, first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    LOG.debug("Done again and again: {}", repeating);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  @Override
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return thread.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
