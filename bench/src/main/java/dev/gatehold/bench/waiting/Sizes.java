package dev.gatehold.bench.waiting;

import java.util.stream.IntStream;

/**
 * How much waits.
 *
 * @param runs all runs that are started; every one of them stops at its gate with a deadline
 * @param deadlines about how many of them are due at the same moment
 * @param few how many of them wait for somebody whom nothing else waits for
 */
record Sizes(int runs, int deadlines, int few) {
  static final int FEW = 20;

  Sizes {
    if (deadlines < 1 || few < 1 || runs < deadlines + 10 * few) {
      throw new IllegalArgumentException(
          "Expected at least one deadline and far more runs than deadlines, but found "
              + runs
              + " runs and "
              + deadlines
              + " deadlines.");
    }
  }

  static Sizes of(int runs, int deadlines) {
    return new Sizes(runs, deadlines, FEW);
  }

  /** What the run of this number waits for; all kinds are spread over the whole. */
  Kind kind(int number) {
    if (isAmong(few, number)) {
      return Kind.FOR_CAROL;
    }
    // Beside the few, so that none of them is taken away.
    return isAmong(deadlines, number - 1) ? Kind.HURRIED : Kind.PATIENT;
  }

  /** How many runs wait for this. */
  long count(Kind kind) {
    return IntStream.range(0, runs).filter(number -> kind(number) == kind).count();
  }

  private boolean isAmong(int chosen, int number) {
    return number >= 0 && (long) number * chosen % runs < chosen;
  }

  /** What a run waits for. */
  enum Kind {
    /** Finance; for a month. */
    PATIENT("finance", Crowd.PATIENT),

    /** Finance; for an hour. */
    HURRIED("finance", Crowd.HURRIED),

    /** Audit, which is carol alone; for a month. */
    FOR_CAROL("audit", Crowd.RARE);

    private final String group;
    private final String flow;

    Kind(String group, String flow) {
      this.group = group;
      this.flow = flow;
    }

    String group() {
      return group;
    }

    String flow() {
      return flow;
    }
  }
}
