package dev.gatehold.core.flow;

import org.jspecify.annotations.Nullable;

/**
 * What follows when changes are requested.
 *
 * @param by who resubmits: renders to a person, or to the word {@code requester}
 * @param rounds how often the gate may ask in all, the first time included; 2 to 50
 * @param keep which approvals of a round survive into the next
 * @param from the step at which the run takes up again after the resubmission; the steps from there
 *     to the gate are done anew. Null asks again at once.
 */
public record Rework(Template by, int rounds, Keep keep, @Nullable String from) {
  /** Which approvals survive. */
  public enum Keep {
    /** None: everybody is asked again. */
    NONE,
    /** Those for parts of the requirement whose subject is the same as before. */
    UNAFFECTED
  }
}
