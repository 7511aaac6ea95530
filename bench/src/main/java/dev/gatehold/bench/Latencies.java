package dev.gatehold.bench;

import java.util.Arrays;

/** How long single operations took, in nanoseconds. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  void add(long elapsed) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = elapsed;
  }

  /** The value in milliseconds that this share (0 to 1) of the operations did not exceed. */
  double millis(double share) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = Math.max(1, (int) Math.ceil(share * count));
    return sorted[rank - 1] / 1e6;
  }
}
