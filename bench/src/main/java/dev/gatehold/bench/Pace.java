package dev.gatehold.bench;

/**
 * What repetitions of a workload achieved.
 *
 * @param perSecond cycles per second
 * @param cpuMicros processor time per cycle, all threads of the process; hardly changes with what
 *     else the machine does
 */
record Pace(Spread perSecond, Spread cpuMicros) {

  /** Work that is repeated; says how many cycles it completed. */
  @FunctionalInterface
  interface Work {
    long run() throws Exception;
  }

  /** Gathers repetitions. */
  static final class Meter {
    private final double[] rates;
    private final double[] costs;
    private int next;
    private long cycles;

    Meter(int repetitions) {
      this.rates = new double[repetitions];
      this.costs = new double[repetitions];
    }

    void measure(Work work) throws Exception {
      double cpu = Machine.cpuSeconds();
      long start = System.nanoTime();
      long done = work.run();
      rates[next] = done / ((System.nanoTime() - start) / 1e9);
      costs[next++] = (Machine.cpuSeconds() - cpu) * 1e6 / done;
      cycles += done;
    }

    long cycles() {
      return cycles;
    }

    Pace pace() {
      return new Pace(Spread.of(rates), Spread.of(costs));
    }
  }
}
