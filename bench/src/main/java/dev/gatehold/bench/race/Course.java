package dev.gatehold.bench.race;

import java.time.Duration;

/**
 * What every peer goes through.
 *
 * @param threads how many callers at once
 * @param span how long a repetition lasts
 * @param repetitions at least one
 */
record Course(int threads, Duration span, int repetitions) {
  /** As many spans go by before anything counts. */
  private static final int WARM_UP_SPANS = 3;

  Course {
    if (threads < 1 || repetitions < 1 || !span.isPositive()) {
      throw new IllegalArgumentException(
          "Expected at least one thread, one second and one repetition, but found "
              + threads
              + ", "
              + span
              + " and "
              + repetitions
              + ".");
    }
  }

  Duration warmUp() {
    return span.multipliedBy(WARM_UP_SPANS);
  }
}
