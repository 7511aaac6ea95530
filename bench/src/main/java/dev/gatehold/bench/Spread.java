package dev.gatehold.bench;

import java.util.Arrays;
import java.util.Locale;

/** The least, middle and greatest of some repetitions. */
public record Spread(double min, double median, double max) {
  /** Of at least one value, in any order. */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /**
   * {@code min / median / max}.
   *
   * @param format of one number, as in {@link String#format}
   */
  public String text(String format) {
    return String.format(Locale.ROOT, String.join(" / ", format, format, format), min, median, max);
  }
}
