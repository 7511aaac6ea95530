package dev.gatehold.bench.served;

import dev.gatehold.bench.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What a setting came to.
 *
 * @param perSecond cycles per second of all callers, over the repetitions
 * @param busy deciding with all callers at work
 * @param alone deciding with one caller
 * @param servers processor time of all servers per cycle, all callers at work
 * @param callers that of the callers
 * @param idle resident memory before the first cycle
 * @param peak the most it ever was
 * @param conflicts null where nobody else writes
 * @param cycles how many were completed in all, warm-up included
 * @param failures how many broke off, in all
 */
record Figures(
    Spread perSecond,
    Decide busy,
    Decide alone,
    Micros servers,
    Micros callers,
    Megabytes idle,
    Megabytes peak,
    @Nullable Conflicts conflicts,
    long cycles,
    long failures) {

  /** From the call that decides until its answer is read; milliseconds. */
  record Decide(double p50, double p99) {}

  /** The median over the repetitions. */
  record Micros(double median) {}

  /** Of the largest server. */
  record Megabytes(double largest) {}

  /** The same with what the database told afterwards. */
  Figures with(Conflicts found) {
    return new Figures(
        perSecond, busy, alone, servers, callers, idle, peak, found, cycles, failures);
  }
}
