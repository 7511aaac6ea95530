package dev.gatehold.core.run;

/**
 * The step of another run that started this one and waits for its end.
 *
 * @param run the other run
 * @param depth how many runs are above this one, 1 or more
 * @param draft whether the other run is one of a draft: this one then works with what staging has,
 *     whatever its own release is
 */
public record Parent(String run, String step, int attempt, int depth, boolean draft) {
  /** The most runs that can be above one. */
  public static final int MOST = 8;
}
