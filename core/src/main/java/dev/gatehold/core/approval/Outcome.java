package dev.gatehold.core.approval;

import java.util.List;
import java.util.Locale;

/**
 * What a gate became; final. Written as its word, or {@code WORD:KIND} for one that the flow
 * defined.
 *
 * @param word the name of the branch that it takes
 * @param kind what it counts as
 */
public record Outcome(String word, Kind kind) {
  public static final Outcome APPROVED = of(Kind.APPROVED);
  public static final Outcome REJECTED = of(Kind.REJECTED);
  public static final Outcome CHANGES_REQUESTED = of(Kind.CHANGES_REQUESTED);
  public static final Outcome EXPIRED = of(Kind.EXPIRED);
  public static final Outcome CANCELLED = of(Kind.CANCELLED);

  /** What an outcome counts as; only {@code APPROVED} opens the gate. */
  public enum Kind {
    APPROVED,
    REJECTED,
    CHANGES_REQUESTED,
    EXPIRED,
    CANCELLED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static Outcome of(Kind kind) {
    return new Outcome(kind.word(), kind);
  }

  /** Whether the run may go on. */
  public boolean opens() {
    return kind == Kind.APPROVED;
  }

  /** Ids of those whose decisions brought it about, sorted; empty when nobody's did. */
  public List<String> causedBy(List<Decision> standing) {
    return switch (kind) {
      case APPROVED -> saying(Verdict.APPROVE, standing);
      case REJECTED -> saying(Verdict.REJECT, standing);
      case CHANGES_REQUESTED -> saying(Verdict.REQUEST_CHANGES, standing);
      case EXPIRED, CANCELLED -> List.of();
    };
  }

  private static List<String> saying(Verdict verdict, List<Decision> standing) {
    return standing.stream()
        .filter(each -> each.verdict() == verdict)
        .map(Decision::person)
        .sorted()
        .toList();
  }

  /**
   * The outcome of a choice that ended the gate.
   *
   * @throws IllegalArgumentException for {@code ESCALATE}, which ends none
   */
  public static Outcome of(String word, Verdict verdict) {
    Kind kind =
        switch (verdict) {
          case APPROVE -> Kind.APPROVED;
          case REJECT -> Kind.REJECTED;
          case REQUEST_CHANGES -> Kind.CHANGES_REQUESTED;
          case ESCALATE -> throw new IllegalArgumentException("To escalate ends no gate.");
        };
    return word.equals(verdict.word()) ? of(kind) : new Outcome(word, kind);
  }

  /** The written form. */
  public String text() {
    return word.equals(kind.word()) ? word : word + ":" + kind.word();
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException for another one
   */
  public static Outcome parse(String text) {
    int colon = text.indexOf(':');
    Kind kind = Kind.valueOf(text.substring(colon + 1).toUpperCase(Locale.ROOT));
    return colon < 0 ? of(kind) : new Outcome(text.substring(0, colon), kind);
  }
}
