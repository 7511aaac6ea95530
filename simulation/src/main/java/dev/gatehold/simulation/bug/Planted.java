package dev.gatehold.simulation.bug;

import java.util.ArrayList;
import java.util.List;

/**
 * A bug made on purpose.
 *
 * @param name says what is wrong
 * @param laws of which one should find it
 */
public record Planted(String name, List<String> laws, Mistake mistake) {
  /** All of them. */
  public static List<Planted> all() {
    List<Planted> all = new ArrayList<>();
    all.addAll(StoreMistakes.ALL);
    all.addAll(MachineMistakes.ALL);
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
