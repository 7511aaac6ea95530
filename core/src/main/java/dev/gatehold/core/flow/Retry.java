package dev.gatehold.core.flow;

import java.time.Duration;

/**
 * How a failing step is repeated.
 *
 * @param attempts tries in all, 1 to 100
 * @param delay before the second try
 * @param factor what the delay is multiplied with after each further try, 1 or more
 * @param limit the longest delay
 */
public record Retry(int attempts, Duration delay, double factor, Duration limit) {
  public static final Retry NONE = new Retry(1, Duration.ZERO, 1, Duration.ZERO);

  public Retry {
    if (attempts < 1
        || attempts > 100
        || delay.isNegative()
        || limit.isNegative()
        || !(factor >= 1)) {
      throw new IllegalArgumentException(
          "Expected 1 to 100 attempts, a delay and a limit of zero or more and a factor of 1 or"
              + " more, but found "
              + attempts
              + ", "
              + delay
              + ", "
              + limit
              + " and "
              + factor
              + ".");
    }
  }

  /** The pause after the attempt with this number, counted from 1. */
  public Duration delayAfter(int attempt) {
    double millis = delay.toMillis() * Math.pow(factor, attempt - 1);
    return millis >= limit.toMillis() ? limit : Duration.ofMillis((long) millis);
  }
}
