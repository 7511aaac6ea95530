package dev.gatehold.simulation.law;

/**
 * A law that did not hold.
 *
 * @param law its name
 * @param sentence what should have held
 * @param how what was found instead
 */
public record Broken(String law, String sentence, String how) {
  @Override
  public String toString() {
    return law + " is broken: " + sentence + "\n  " + how;
  }
}
