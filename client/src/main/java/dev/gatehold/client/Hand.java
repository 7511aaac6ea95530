package dev.gatehold.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does one task: the handler's work, with signs of life beside it, and the result at the end. */
final class Hand {
  private static final Logger LOG = System.getLogger(Hand.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_MESSAGE = 4_000;

  private final Task task;
  private final TaskHandler handler;
  private final ScheduledExecutorService keeper;
  private final Thread thread = Thread.currentThread();
  private long heard = System.nanoTime();
  private boolean working = true;
  private Asked asked = Asked.NOTHING;

  /** What somebody else wants of the work that is being done. */
  private enum Asked {
    NOTHING,
    /** Its result is not wanted, or is somebody else's to bring. */
    STOP,
    /** It is to be given back unless it is done. */
    GIVE_BACK
  }

  Hand(Task task, TaskHandler handler, ScheduledExecutorService keeper) {
    this.task = task;
    this.handler = handler;
    this.keeper = keeper;
  }

  /** Does it. For the thread that made this. */
  void work() throws InterruptedException {
    long third = task.lease().dividedBy(3).toMillis();
    ScheduledFuture<?> pulse =
        keeper.scheduleWithFixedDelay(this::beat, third, third, TimeUnit.MILLISECONDS);
    try {
      Map<String, ? extends @Nullable Object> output = handler.handle(task);
      if (endOfWork() != Asked.STOP) {
        report(() -> task.complete(output));
      }
    } catch (TaskFailed failure) {
      failed(failure);
    } catch (Exception e) {
      failed(new TaskFailed("task.exception", shortened(String.valueOf(e)), true));
    } finally {
      pulse.cancel(false);
    }
  }

  private void failed(TaskFailed failure) throws InterruptedException {
    switch (endOfWork()) {
      case NOTHING -> report(() -> task.fail(failure));
      case GIVE_BACK -> report(task::giveBack);
      case STOP -> {}
    }
  }

  /** From here on nothing interrupts the thread for the sake of this task. */
  private synchronized Asked endOfWork() {
    working = false;
    boolean interrupted = Thread.interrupted();
    LOG.log(Level.DEBUG, "Task {0} is over; interrupted: {1}", task.id(), interrupted);
    return asked;
  }

  /** Ends the work; the task goes back, so that others can have it at once. */
  void giveBack() {
    interrupt(Asked.GIVE_BACK);
  }

  private synchronized void interrupt(Asked what) {
    if (working) {
      asked = what;
      thread.interrupt();
    }
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
  }

  /** Something that is said to the server, and may be said again. */
  private interface Word {
    void say() throws IOException, InterruptedException;
  }

  /** Says it until there is an answer, or the lease is over for certain. */
  private void report(Word word) throws InterruptedException {
    long end = System.nanoTime() + task.lease().toNanos();
    while (true) {
      try {
        word.say();
        return;
      } catch (ServerRefused refused) {
        if (!refused.passes() || System.nanoTime() > end) {
          LOG.log(Level.WARNING, "Task {0}: {1}", task.id(), refused.getMessage());
          return;
        }
      } catch (IOException away) {
        if (System.nanoTime() > end) {
          LOG.log(Level.WARNING, "Task {0} was not reported: {1}", task.id(), away.getMessage());
          return;
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  private void beat() {
    try {
      if (task.beat()) {
        heard = System.nanoTime();
      } else {
        interrupt(Asked.STOP);
      }
    } catch (ServerRefused refused) {
      if (refused.code().equals("lease.lost")) {
        interrupt(Asked.STOP);
      }
    } catch (IOException away) {
      if (System.nanoTime() - heard > task.lease().toNanos()) {
        interrupt(Asked.STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
