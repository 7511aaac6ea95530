package dev.gatehold.simulation;

import dev.gatehold.simulation.bug.Mistake;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

/** {@code ./simulate}: simulates for as many steps, or as long, as it is told. */
public final class Main {
  private static final long STEPS = 1_000_000;
  private static final long REPORT_EVERY = 200_000;

  private Main() {}

  /** Options are {@code --steps N}, {@code --minutes M} and {@code --seed S}. */
  public static void main(String[] arguments) {
    long steps = STEPS;
    long minutes = 0;
    long seed = new Random().nextLong(1_000_000_000);
    Iterator<String> words = Arrays.asList(arguments).iterator();
    while (words.hasNext()) {
      String option = words.next();
      long value = number(option, words);
      switch (option) {
        case "--steps" -> steps = value;
        case "--minutes" -> minutes = value;
        case "--seed" -> seed = value;
        default -> usage("found '" + option + "'");
      }
    }
    System.out.println("Seed " + seed);
    System.exit(simulate(seed, minutes > 0 ? Long.MAX_VALUE : steps, Duration.ofMinutes(minutes)));
  }

  private static long number(String option, Iterator<String> words) {
    try {
      return Long.parseLong(words.next());
    } catch (RuntimeException e) {
      usage("found none after '" + option + "'");
      return 0;
    }
  }

  private static void usage(String found) {
    System.err.println(
        "Expected --steps, --minutes or --seed, each with a number, but " + found + ".");
    System.exit(2);
  }

  private static int simulate(long seed, long steps, Duration most) {
    Simulation simulation = new Simulation(seed, Mistake.NONE);
    long began = System.nanoTime();
    Simulation.Finding finding = null;
    while (finding == null
        && simulation.steps() < steps
        && (most.isZero() || System.nanoTime() - began < most.toNanos())) {
      finding = simulation.run(Math.min(steps, simulation.steps() + REPORT_EVERY));
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%,d steps in %,d worlds, %,.0f steps/s%n",
          simulation.steps(), simulation.worlds(), simulation.steps() / seconds);
    }
    tell("Faults", simulation.faults());
    tell("Checks", simulation.checks());
    tell("Met", simulation.seen());
    System.out.println(finding == null ? "Every law held." : "\n" + finding);
    return finding == null ? 0 : 1;
  }

  private static void tell(String what, Map<?, Long> counts) {
    System.out.println("\n" + what + ":");
    counts.forEach((kind, times) -> System.out.printf("%,12d  %s%n", times, kind));
  }
}
