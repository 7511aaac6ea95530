package dev.gatehold.core.cast;

/** The seed of random tests: {@code -Dgatehold.seed=N}, otherwise always the same. */
public final class Seeds {
  private Seeds() {}

  /** The seed, which is printed first so that a failure can be had again. */
  public static long seed() {
    long seed = Long.getLong("gatehold.seed", 20_260_302L);
    System.out.println("Random test with -Dgatehold.seed=" + seed);
    return seed;
  }
}
