package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Status;
import java.util.List;
import java.util.Objects;

/** One sentence on where a request stands, for lists, notifications and page titles. */
public final class Headline {
  private Headline() {}

  /** Of a request that is open: what is still needed, part by part. */
  public static String ofOpen(Evaluation evaluation) {
    String parts = partsOf(evaluation);
    return evaluation.status() == Status.IMPOSSIBLE && !evaluation.parts().isEmpty()
        ? evaluation.sentence() + " (" + parts + ")"
        : parts;
  }

  private static String partsOf(Evaluation evaluation) {
    if (evaluation.parts().isEmpty()) {
      return evaluation.rule() + ": " + evaluation.sentence();
    }
    List<String> sentences =
        evaluation.parts().stream()
            .filter(part -> part.status() != Status.NOT_OPEN_YET)
            .map(Headline::nested)
            .filter(sentence -> !sentence.isEmpty())
            .toList();
    return String.join(evaluation.rule().equals(Sentences.ANY.rule()) ? "; or " : "; ", sentences);
  }

  private static String nested(Evaluation part) {
    String sentence = partsOf(part);
    return sentence.contains("; ") && !part.parts().isEmpty() ? "(" + sentence + ")" : sentence;
  }

  /** Of a request that is closed: how it ended, by whom, and why as far as was said. */
  public static String ofClosed(Outcome outcome, List<Decision> standing) {
    List<String> by = outcome.causedBy(standing);
    return switch (outcome) {
      case APPROVED ->
          by.isEmpty()
              ? "approved by silence, as the flow says"
              : "approved by " + String.join(", ", by);
      case REJECTED ->
          by.isEmpty()
              ? "rejected by silence, as the flow says"
              : "rejected by " + String.join(", ", by) + reason(standing);
      case EXPIRED -> "expired: not enough people decided in time";
      case CANCELLED -> "cancelled";
    };
  }

  private static String reason(List<Decision> standing) {
    return standing.stream()
        .filter(each -> each.verdict() == Verdict.REJECT)
        .map(Decision::comment)
        .filter(Objects::nonNull)
        .filter(comment -> !comment.isBlank())
        .findFirst()
        .flatMap(comment -> comment.strip().lines().findFirst())
        .map(line -> ": " + line)
        .orElse("");
  }
}
