package dev.gatehold.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures {@link CoreBenchmark} with JMH and prints Markdown. */
public final class Parts {
  private Parts() {}

  public static void main(String[] args) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(CoreBenchmark.class.getName())
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(2))
            .output("bench/target/jmh.log")
            .build();
    Collection<RunResult> results = new Runner(options).run();
    System.out.println("### Parts of a cycle, without disk\n");
    System.out.println("| part | µs | ± (99.9 %) |\n|---|---|---|");
    for (RunResult each : results) {
      Result<?> result = each.getPrimaryResult();
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f |%n",
          result.getLabel(),
          result.getScore(),
          result.getScoreError());
    }
    System.out.println();
  }
}
