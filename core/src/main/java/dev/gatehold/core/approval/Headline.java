package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Status;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One sentence on where a request stands, for lists, notifications and page titles. */
public final class Headline {
  private Headline() {}

  /** Of a request that is open: what is still needed, part by part, and by which floor. */
  public static String ofOpen(Evaluation evaluation) {
    String parts = readAloud(evaluation);
    return evaluation.status() == Status.IMPOSSIBLE && !evaluation.parts().isEmpty()
        ? evaluation.sentence() + " (" + parts + ")"
        : parts;
  }

  private static String readAloud(Evaluation whole) {
    if (isChoice(whole)) {
      List<String> alternatives = alternatives(whole);
      boolean plain = alternatives.size() == 1 || oneIsEnough(whole);
      return (plain ? "" : head(whole) + ": ") + String.join(joint(whole), alternatives);
    }
    return String.join("; ", clauses(whole));
  }

  /** What a part asks, one clause for each thing that is needed. */
  private static List<String> clauses(Evaluation part) {
    if (part.parts().isEmpty()) {
      return List.of(part.rule() + ": " + part.sentence());
    }
    if (part.rule().startsWith(Sentences.FLOOR)) {
      return List.of(part.rule() + " asks " + asOne(part.parts().getFirst()));
    }
    if (!isChoice(part)) {
      return visible(part).flatMap(each -> clauses(each).stream()).toList();
    }
    List<String> alternatives = alternatives(part);
    return alternatives.size() < 2
        ? alternatives
        : List.of(head(part) + " (" + String.join(joint(part), alternatives) + ")");
  }

  private static String asOne(Evaluation part) {
    List<String> clauses = clauses(part);
    String joined = String.join("; ", clauses);
    return clauses.size() < 2 ? joined : "all of (" + joined + ")";
  }

  /** What has not come yet is left out. */
  private static Stream<Evaluation> visible(Evaluation block) {
    return block.parts().stream().filter(part -> part.status() != Status.NOT_OPEN_YET);
  }

  /** Of a choice that was made only what was chosen. */
  private static List<String> alternatives(Evaluation choice) {
    return visible(choice)
        .filter(part -> choice.status() != Status.MET || part.status() == Status.MET)
        .map(Headline::asOne)
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private static boolean isChoice(Evaluation part) {
    return oneIsEnough(part) || (!part.parts().isEmpty() && Sentences.leavesAChoice(part.rule()));
  }

  private static boolean oneIsEnough(Evaluation part) {
    return !part.parts().isEmpty() && part.rule().equals(Sentences.ANY.rule());
  }

  private static String head(Evaluation choice) {
    return oneIsEnough(choice) ? "one of" : "any " + choice.rule();
  }

  private static String joint(Evaluation choice) {
    return oneIsEnough(choice) ? "; or " : "; ";
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
