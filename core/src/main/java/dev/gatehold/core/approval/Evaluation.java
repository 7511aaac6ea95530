package dev.gatehold.core.approval;

import java.util.List;

/**
 * Why a gate is open or closed: a tree with the shape of its requirement, computed here once and
 * shown by page, API, command line and audit alike.
 *
 * @param rule what the part is called: the label, or {@code all}, {@code any}, {@code 2 of 3},
 *     {@code stages}, or {@code floor NAME}
 * @param sentence one sentence for people
 * @param counted ids of those whose approvals fill places of this part, sorted
 * @param candidates ids of those who could still fill one, sorted; only where the part is open, and
 *     at most {@value #LISTED} of them
 * @param moreCandidates how many there are besides those listed
 * @param ignored who does not count here, and why
 * @param parts in the order of the requirement
 */
public record Evaluation(
    Status status,
    String rule,
    String sentence,
    List<String> counted,
    List<String> candidates,
    int moreCandidates,
    List<Ignored> ignored,
    List<Evaluation> parts) {
  /** How many candidates are listed by id. */
  public static final int LISTED = 20;

  public Evaluation {
    counted = List.copyOf(counted);
    candidates = List.copyOf(candidates);
    ignored = List.copyOf(ignored);
    parts = List.copyOf(parts);
  }

  /** Where a part of a requirement stands. */
  public enum Status {
    /** Enough people approved. */
    MET,
    /** More people are needed, and there are such people. */
    OPEN,
    /** An earlier stage comes first. */
    NOT_OPEN_YET,
    /** Its condition is false; it neither helps nor hinders. */
    NOT_APPLICABLE,
    /** More people are needed than can still approve. */
    IMPOSSIBLE
  }

  /** A person who does not count, with the reason as half a sentence. */
  public record Ignored(String person, String why) {}
}
