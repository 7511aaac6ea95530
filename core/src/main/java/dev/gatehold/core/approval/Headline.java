package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sentence on where a request stands, for lists, notifications and page titles. */
public final class Headline {
  private Headline() {}

  /** Of a request that is open: what is still needed, part by part. */
  public static String ofOpen(Evaluation evaluation) {
    List<String> parts = new ArrayList<>();
    collect(evaluation, parts);
    return String.join("; ", parts);
  }

  private static void collect(Evaluation part, List<String> sentences) {
    if (!part.parts().isEmpty()) {
      part.parts().forEach(each -> collect(each, sentences));
    } else if (part.status() != Status.NOT_OPEN_YET) {
      sentences.add(part.rule() + ": " + part.sentence());
    }
  }

  /** Of a request that is closed: how it ended, by whom, and why as far as was said. */
  public static String ofClosed(Outcome outcome, List<Decision> standing) {
    return switch (outcome) {
      case APPROVED ->
          standing.stream().anyMatch(each -> each.verdict() == Verdict.APPROVE)
              ? "approved by " + persons(standing, Verdict.APPROVE)
              : "approved by silence, as the flow says";
      case REJECTED ->
          standing.stream().anyMatch(each -> each.verdict() == Verdict.REJECT)
              ? "rejected by " + persons(standing, Verdict.REJECT) + reason(standing)
              : "rejected by silence, as the flow says";
      case EXPIRED -> "expired: not enough people decided in time";
      case CANCELLED -> "cancelled";
    };
  }

  private static String persons(List<Decision> standing, Verdict verdict) {
    return String.join(
        ", ",
        standing.stream()
            .filter(each -> each.verdict() == verdict)
            .map(Decision::person)
            .sorted()
            .toList());
  }

  private static String reason(List<Decision> standing) {
    @Nullable String comment =
        standing.stream()
            .filter(each -> each.verdict() == Verdict.REJECT)
            .map(Decision::comment)
            .filter(text -> text != null && !text.isBlank())
            .findFirst()
            .orElse(null);
    return comment == null ? "" : ": " + comment.strip().lines().findFirst().orElse("");
  }
}
