package dev.gatehold.simulation.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Draws what goes wrong, and counts it; once the weather has cleared nothing does. */
public final class Weather {
  private final RandomGenerator random;
  private final Map<Fault, Integer> rarity = new EnumMap<>(Fault.class);
  private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
  private boolean clear;
  private boolean diskFull;

  /** Every seed has weather of its own: some faults often, some rarely, some never. */
  public Weather(RandomGenerator random) {
    this.random = random;
    for (Fault fault : Fault.values()) {
      int usual =
          switch (fault) {
            case NO_ANSWER -> 100;
            case LOST_ANSWER -> 50;
            case FULL_DISK -> 600;
            case CRASH_BEFORE, CRASH_AFTER -> 120;
            case CRASH, RESTART -> 900;
            case LEAP -> 60;
            case CLOCK_STEP -> 300;
            case LOST_CALL, DOUBLED_CALL -> 12;
            case WORK_FAILS -> 4;
            case DIRECTORY -> 250;
          };
      int rare = usual << random.nextInt(4) >> 1;
      rarity.put(fault, random.nextInt(5) == 0 ? Integer.MAX_VALUE : Math.max(2, rare));
    }
  }

  /** Whether this happens now. */
  public boolean strikes(Fault fault) {
    boolean strikes = random.nextInt(rarity.getOrDefault(fault, 1)) == 0 && !clear;
    if (strikes) {
      happened.merge(fault, 1, Integer::sum);
    }
    return strikes;
  }

  public boolean diskFull() {
    return diskFull;
  }

  public void diskFull(boolean full) {
    diskFull = full;
  }

  /** From now on nothing goes wrong any more. */
  public void clear() {
    clear = true;
    diskFull = false;
  }

  /** How often each fault has struck. */
  public Map<Fault, Integer> happened() {
    return happened;
  }
}
