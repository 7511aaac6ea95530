package dev.gatehold.simulation.store;

import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.store.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The line between one node and its store. Every call may take its time, so that others come in
 * between, and the line may fail on either way.
 */
public final class FaultyLine implements Ports.Gatekeeper {
  private final Weather weather;
  private final Host host;
  private final RandomGenerator random;
  private final Runnable crash;

  /**
   * Lays the line.
   *
   * @param crash kills the node whose line it is
   */
  public FaultyLine(Weather weather, Host host, Runnable crash) {
    this.weather = weather;
    this.host = host;
    this.random = host.random();
    this.crash = crash;
  }

  @Override
  public @Nullable Object through(Ports.Call call) {
    dawdle();
    if (call.writes()) {
      if (weather.diskFull()) {
        throw new StoreException("The disk is full.");
      }
      if (weather.strikes(Fault.CRASH_BEFORE)) {
        die();
      }
    }
    if (weather.strikes(Fault.NO_ANSWER)) {
      throw new StoreException("The store does not answer.");
    }
    Object answer = call.make();
    if (call.writes()) {
      if (weather.strikes(Fault.CRASH_AFTER)) {
        die();
      }
      if (weather.strikes(Fault.LOST_ANSWER)) {
        throw new StoreException("The store's answer is lost.");
      }
    }
    dawdle();
    return answer;
  }

  @SuppressWarnings("ThreadPriorityCheck") // The scheduler is ours.
  private void dawdle() {
    int mood = random.nextInt(24);
    if (mood == 0) {
      pause(Duration.ofMillis(random.nextInt(200)));
    } else if (mood < 8) {
      Thread.yield();
    }
  }

  /** What interrupts a thread does not interrupt its call. */
  private void pause(Duration time) {
    boolean interrupted = Thread.interrupted();
    try {
      host.sleep(time);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void die() {
    crash.run();
    while (true) {
      // An interrupted thread would not park, and never let another one go on.
      Thread.interrupted();
      LockSupport.park(this);
    }
  }
}
