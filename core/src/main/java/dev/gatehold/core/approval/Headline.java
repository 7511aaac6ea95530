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
    String word = outcome.word().replace('_', ' ');
    return switch (outcome.kind()) {
      case APPROVED -> byWhom(word, by);
      case REJECTED -> byWhom(word, by) + reason(Verdict.REJECT, standing);
      case CHANGES_REQUESTED -> byWhom(word, by) + reason(Verdict.REQUEST_CHANGES, standing);
      case EXPIRED -> "expired: not enough people decided in time";
      case CANCELLED -> word;
    };
  }

  /** Of a request whose rework is awaited: from whom, and what is to be changed. */
  public static String ofRework(String by, List<Decision> standing) {
    return "changes requested, " + by + " resubmits" + reason(Verdict.REQUEST_CHANGES, standing);
  }

  private static String byWhom(String word, List<String> by) {
    return by.isEmpty()
        ? word + " by silence, as the flow says"
        : word + " by " + String.join(", ", by);
  }

  private static String reason(Verdict verdict, List<Decision> standing) {
    return standing.stream()
        .filter(each -> each.verdict() == verdict)
        .map(Decision::comment)
        .filter(Objects::nonNull)
        .filter(comment -> !comment.isBlank())
        .findFirst()
        .flatMap(comment -> comment.strip().lines().findFirst())
        .map(line -> ": " + line)
        .orElse("");
  }
}
