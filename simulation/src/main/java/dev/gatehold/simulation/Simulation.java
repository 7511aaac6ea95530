package dev.gatehold.simulation;

import dev.gatehold.simulation.bug.Mistake;
import dev.gatehold.simulation.law.Broken;
import dev.gatehold.simulation.store.Fault;
import dev.gatehold.simulation.world.World;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** World after world, each from a seed that the first one gives, until enough steps are done. */
public final class Simulation {
  /** How long a world lives among faults: long enough for runs to end, and short to be told. */
  public static final int STEPS_PER_WORLD = 2_500;

  private final SplittableRandom seeds;
  private final Mistake mistake;
  private final Map<String, Long> checks = new TreeMap<>();
  private final Map<String, Long> seen = new TreeMap<>();
  private final Map<Fault, Long> faults = new TreeMap<>();
  private long next;
  private long steps;
  private int worlds;
  private @Nullable Finding finding;

  /**
   * Prepares a simulation.
   *
   * @param seed of the first world; the others follow from it
   */
  public Simulation(long seed, Mistake mistake) {
    this.seeds = new SplittableRandom(seed);
    this.mistake = mistake;
    this.next = seed;
  }

  /**
   * A law that did not hold.
   *
   * @param seed of the world in which it did not
   * @param steps of that world
   */
  public record Finding(long seed, long steps, Broken broken, String story) {
    @Override
    public String toString() {
      return broken
          + "\n  after "
          + steps
          + " steps of seed "
          + seed
          + ". To see it again: ./simulate --seed "
          + seed
          + "\n\nThe last events:\n"
          + story;
    }
  }

  /** Lives on until this many steps are done in all; says what was found, null for nothing. */
  public @Nullable Finding run(long most) {
    while (steps < most && finding == null) {
      World world = new World(next, mistake);
      world.live(STEPS_PER_WORLD);
      worlds++;
      steps += world.steps();
      world.observer().checks().forEach((law, times) -> checks.merge(law, times, Long::sum));
      world.observer().seen().forEach((kind, times) -> seen.merge(kind, times, Long::sum));
      world
          .weather()
          .happened()
          .forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
      Broken broken = world.observer().broken();
      if (broken != null) {
        finding =
            new Finding(next, world.steps(), broken, String.join("\n", world.observer().last()));
      }
      next = seeds.nextLong();
    }
    return finding;
  }

  /** Steps done, in all worlds. */
  public long steps() {
    return steps;
  }

  public int worlds() {
    return worlds;
  }

  /** How often each law was checked. */
  public Map<String, Long> checks() {
    return checks;
  }

  /** How often each kind of command, event, refusal and state came up. */
  public Map<String, Long> seen() {
    return seen;
  }

  /** How often each fault struck. */
  public Map<Fault, Long> faults() {
    return faults;
  }
}
