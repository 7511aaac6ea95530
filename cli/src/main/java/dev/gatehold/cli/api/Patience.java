package dev.gatehold.cli.api;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How long a command goes on asking the server: in slices that the server grants, and through
 * restarts of the server.
 */
public final class Patience {
  private static final Duration SLICE = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final @Nullable Instant end;
  private @Nullable Instant silentSince;

  /**
   * Patience that starts now.
   *
   * @param limit null for no limit
   */
  public Patience(InstantSource clock, @Nullable Duration limit) {
    this.clock = clock;
    this.end = limit == null ? null : clock.instant().plus(limit);
  }

  /** Whether there is time left to ask again. */
  public boolean left() {
    return end == null || clock.instant().isBefore(end);
  }

  /** Asks for something new, waiting at the server; once more while the server is restarted. */
  public ApiReply ask(Api api, CallOf call) {
    while (true) {
      try {
        ApiReply reply = api.send(call.waiting(slice()));
        silentSince = null;
        return reply;
      } catch (CliException silent) {
        pauseUnlessOver(silent);
      }
    }
  }

  /** Makes the call anew, with a wait. */
  @FunctionalInterface
  public interface CallOf {
    Call waiting(Duration wait);
  }

  private Duration slice() {
    if (end == null) {
      return SLICE;
    }
    Duration left = Duration.between(clock.instant(), end);
    return left.compareTo(SLICE) < 0 ? left : SLICE;
  }

  private void pauseUnlessOver(CliException silent) {
    boolean passing =
        silent.code().equals("server.unreachable") || silent.code().equals("server.interrupted");
    Instant now = clock.instant();
    Instant since = silentSince == null ? now : silentSince;
    silentSince = since;
    if (!passing || !left() || since.plus(OUTAGE).isBefore(now)) {
      throw silent;
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(
          ExitCode.ERROR, "wait.interrupted", "Expected to wait, but was told to stop.");
    }
  }
}
