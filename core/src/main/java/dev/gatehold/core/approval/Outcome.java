package dev.gatehold.core.approval;

import java.util.List;
import java.util.Locale;

/** What a gate became; final. Only {@code APPROVED} opens it. */
public enum Outcome {
  APPROVED,
  REJECTED,
  EXPIRED,
  CANCELLED;

  /** The word in files, API and command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Ids of those whose decisions brought it about, sorted; empty when nobody's did. */
  public List<String> causedBy(List<Decision> standing) {
    return switch (this) {
      case APPROVED -> saying(Verdict.APPROVE, standing);
      case REJECTED -> saying(Verdict.REJECT, standing);
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
   * Reads the word.
   *
   * @throws IllegalArgumentException for another one
   */
  public static Outcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
