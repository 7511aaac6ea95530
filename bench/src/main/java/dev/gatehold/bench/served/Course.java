package dev.gatehold.bench.served;

import java.time.Duration;

/**
 * What every setting goes through.
 *
 * @param connections how many callers at once, each with one connection in use
 * @param span how long a repetition lasts
 * @param repetitions at least one
 * @param warmUp after as many cycles of each server everything counts; servers have much to compile
 */
record Course(int connections, Duration span, int repetitions, int warmUp) {
  private static final int WARM_UP_CYCLES = 50_000;

  Course {
    if (connections < 1 || repetitions < 1 || !span.isPositive()) {
      throw new IllegalArgumentException(
          "Expected at least one connection, one second and one repetition, but found %d, %s and %d."
              .formatted(connections, span, repetitions));
    }
  }

  /** {@code [CONNECTIONS [SECONDS [REPETITIONS]]]}; 48, 5 and 3 when not given. */
  static Course of(String... words) {
    return new Course(
        number(words, 0, 48),
        Duration.ofSeconds(number(words, 1, 5)),
        number(words, 2, 3),
        WARM_UP_CYCLES);
  }

  private static int number(String[] words, int index, int otherwise) {
    if (index >= words.length) {
      return otherwise;
    }
    try {
      return Integer.parseInt(words[index]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected [CONNECTIONS [SECONDS [REPETITIONS]]], but found '" + words[index] + "'.");
    }
  }
}
