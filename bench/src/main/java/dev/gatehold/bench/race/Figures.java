package dev.gatehold.bench.race;

import dev.gatehold.bench.Spread;
import java.util.List;
import java.util.Map;

/**
 * What a lane measured.
 *
 * @param perSecond cycles per second of all callers, over the repetitions
 * @param busy deciding while all callers are at work
 * @param alone deciding with one caller
 * @param cycles how many completed in all, warm-up included
 * @param failures how many calls the peer answered with an error, all of them in runs that do not
 *     count as cycles
 */
record Figures(Spread perSecond, Decide busy, Decide alone, long cycles, long failures) {

  /** From the call until the run is known to have completed; milliseconds. */
  record Decide(double p50, double p99) {}

  /** As {@code name=value}, one a line. */
  List<String> lines() {
    return List.of(
        "perSecond.min=" + perSecond.min(),
        "perSecond.median=" + perSecond.median(),
        "perSecond.max=" + perSecond.max(),
        "busy.p50=" + busy.p50(),
        "busy.p99=" + busy.p99(),
        "alone.p50=" + alone.p50(),
        "alone.p99=" + alone.p99(),
        "cycles=" + cycles,
        "failures=" + failures);
  }

  /**
   * Reads what {@link #lines} wrote.
   *
   * @param said the values by their names, maybe among others
   * @throws IllegalArgumentException when one is missing
   */
  static Figures of(Map<String, String> said) {
    return new Figures(
        new Spread(
            number(said, "perSecond.min"),
            number(said, "perSecond.median"),
            number(said, "perSecond.max")),
        new Decide(number(said, "busy.p50"), number(said, "busy.p99")),
        new Decide(number(said, "alone.p50"), number(said, "alone.p99")),
        (long) number(said, "cycles"),
        (long) number(said, "failures"));
  }

  private static double number(Map<String, String> said, String name) {
    String value = said.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Expected the figure '" + name + "', but found only " + said.keySet() + ".");
    }
    return Double.parseDouble(value);
  }
}
