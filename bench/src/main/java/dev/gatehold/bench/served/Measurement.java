package dev.gatehold.bench.served;

import dev.gatehold.bench.Latencies;
import dev.gatehold.bench.Machine;
import dev.gatehold.bench.PaymentFlow;
import dev.gatehold.bench.Spread;
import dev.gatehold.bench.served.Figures.Decide;
import dev.gatehold.bench.served.Figures.Megabytes;
import dev.gatehold.bench.served.Figures.Micros;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Leads the callers of a site through a course. */
final class Measurement {
  /** Until what the start left to do is done. */
  private static final Duration SETTLE = Duration.ofMillis(1_500);

  /** Of each server. */
  static final int WARM_UP_SPANS_AT_MOST = 12;

  private static final int PAGE = 100;

  private final Site site;
  private final Course course;
  private final Callers callers;
  private final double[] rates;
  private final double[] ofServers;
  private final double[] ofCallers;
  private final Latencies busy = new Latencies();
  private final Latencies alone = new Latencies();
  private long cycles;

  private Measurement(Site site, Course course) {
    this.site = site;
    this.course = course;
    this.callers = new Callers(site, course.connections());
    this.rates = new double[course.repetitions()];
    this.ofServers = new double[course.repetitions()];
    this.ofCallers = new double[course.repetitions()];
  }

  /**
   * Measures.
   *
   * @throws IllegalStateException when a run that was decided did not complete
   */
  static Figures of(Site site, Course course) throws Exception {
    return new Measurement(site, course).measure();
  }

  private Figures measure() throws Exception {
    Thread.sleep(SETTLE);
    double idle = site.residentMegabytes();
    int servers = site.servers();
    for (int i = 0;
        i < WARM_UP_SPANS_AT_MOST * servers && cycles < (long) course.warmUp() * servers;
        i++) {
      cycles += callers.together(course.span(), new Latencies());
    }
    for (int i = 0; i < course.repetitions(); i++) {
      saturate(i);
    }
    double peak = site.peakMegabytes();
    for (int i = 0; i < course.repetitions(); i++) {
      cycles += callers.alone(course.span(), alone);
    }
    requireAllCompleted();
    return new Figures(
        Spread.of(rates),
        decide(busy),
        decide(alone),
        new Micros(Spread.of(ofServers).median()),
        new Micros(Spread.of(ofCallers).median()),
        new Megabytes(idle),
        new Megabytes(peak),
        null,
        cycles,
        callers.failures());
  }

  private void saturate(int repetition) throws Exception {
    double serversBefore = site.cpuSeconds();
    double callersBefore = Machine.cpuSeconds();
    long start = System.nanoTime();
    long done = callers.together(course.span(), busy);
    rates[repetition] = done / ((System.nanoTime() - start) / 1e9);
    ofServers[repetition] = (site.cpuSeconds() - serversBefore) * 1e6 / done;
    ofCallers[repetition] = (Machine.cpuSeconds() - callersBefore) * 1e6 / done;
    cycles += done;
  }

  private static Decide decide(Latencies latencies) {
    return new Decide(latencies.millis(0.50), latencies.millis(0.99));
  }

  /** The answer to a decision says what became of the gate, and the list of runs the rest. */
  private void requireAllCompleted() throws IOException {
    long others = 0;
    for (String status : List.of("active", "rejected", "failed", "cancelled")) {
      String list = "/runs?flow=%s&status=%s&limit=%d".formatted(PaymentFlow.NAME, status, PAGE);
      others += site.alice(0).get(list).body().path("items").size();
    }
    if (others > callers.failures()) {
      throw new IllegalStateException(
          "Expected every decided run to have completed, but at least %d have not, and %d cycles"
                  .formatted(others, callers.failures())
              + " broke off.");
    }
  }
}
