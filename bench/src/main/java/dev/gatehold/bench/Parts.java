package dev.gatehold.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures {@link CoreBenchmark}, {@link CodecBenchmark} and {@link EvaluationBenchmark} with JMH;
 * prints Markdown.
 */
public final class Parts {
  private Parts() {}

  public static void main(String[] args) throws RunnerException {
    parts();
    evaluation();
  }

  private static Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(benchmark.getName())
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(2))
            .output("bench/target/jmh.log")
            .build();
    return new Runner(options).run();
  }

  private static void parts() throws RunnerException {
    List<RunResult> results = new ArrayList<>(run(CoreBenchmark.class));
    results.addAll(run(CodecBenchmark.class));
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

  private static void evaluation() throws RunnerException {
    Collection<RunResult> results = run(EvaluationBenchmark.class);
    System.out.println("### A requirement of 50 places, half of them taken\n");
    System.out.println("| what | people | median µs | 99 % µs |\n|---|---|---|---|");
    for (RunResult each : results) {
      Result<?> result = each.getPrimaryResult();
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f | %.1f |%n",
          result.getLabel(),
          each.getParams().getParam("people"),
          result.getStatistics().getPercentile(50),
          result.getStatistics().getPercentile(99));
    }
    System.out.println();
  }
}
