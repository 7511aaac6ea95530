package dev.gatehold.bench;

import java.util.Arrays;

/** How long single operations took, in nanoseconds; for one thread. */
public final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  public void add(long elapsed) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = elapsed;
  }

  /** Takes over what another thread measured, once that has ended. */
  public void addAll(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  /** How many operations there were. */
  public int count() {
    return count;
  }

  /**
   * The value in milliseconds that this share (0 to 1) of the operations did not exceed; not a
   * number when there was none.
   */
  public double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = Math.max(1, (int) Math.ceil(share * count));
    return sorted[rank - 1] / 1e6;
  }
}
