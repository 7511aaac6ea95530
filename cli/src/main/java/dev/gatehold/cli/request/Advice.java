package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the reader of a request can do now.
 *
 * @param sentence for people
 * @param next for people and programs, most useful first
 */
record Advice(String sentence, List<Next> next) {
  static Advice of(JsonNode request) {
    return switch (Fields.raw(request, "status")) {
      case "open" -> ofOpen(request);
      case "rework" -> ofRework(request);
      case "preparing" ->
          new Advice(
              "Wait: the next round is being prepared.",
              List.of(waiting(Fields.line(request, "id"))));
      default -> ofClosed(request);
    };
  }

  private static Advice ofClosed(JsonNode request) {
    return new Advice(
        "Nothing: the outcome is final.",
        List.of(new Next("gatehold run show " + Fields.line(request, "run"), "see its run")));
  }

  private static Advice ofRework(JsonNode request) {
    String id = Fields.line(request, "id");
    if (request.path("you").path("may_resubmit").asBoolean(false)) {
      return new Advice(
          "You are asked to change it and to resubmit it; then people are asked again.",
          List.of(
              new Next(
                  "gatehold request resubmit " + id + " -i KEY=VALUE --comment \"…\"",
                  "resubmit it with what was changed")));
    }
    return new Advice(
        "Wait: " + Fields.line(request, "rework_by") + " has to resubmit it first.",
        List.of(waiting(id)));
  }

  private static Advice ofOpen(JsonNode request) {
    JsonNode you = request.path("you");
    List<String> words = Fields.texts(you, "choices");
    if (words.isEmpty()) {
      return cannotDecide(request);
    }
    String can = joined(words.stream().map(word -> phrase(request, word)).toList());
    List<Next> next = new ArrayList<>(words.stream().map(word -> next(request, word)).toList());
    String said = said(request, words);
    if (said != null) {
      next.addFirst(withdrawing(request));
      return new Advice(
          "You have said '" + said + "'. While it is open you can take that back, " + can + ".",
          next);
    }
    String why = Fields.line(you, "why");
    return new Advice(
        "You can " + can + "." + (why.isEmpty() ? "" : " You cannot approve: " + why), next);
  }

  /**
   * The word of the decision that stands: the one opinion that somebody who may decide cannot give
   * again. Null when there is none.
   */
  private static @Nullable String said(JsonNode request, List<String> open) {
    return request.path("you").path("may_decide").asBoolean(false)
        ? Fields.items(request, "choices").stream()
            .filter(choice -> Set.of("approve", "reject").contains(Fields.raw(choice, "as")))
            .map(choice -> Fields.line(choice, "word"))
            .filter(word -> !open.contains(word))
            .findFirst()
            .orElse(null)
        : null;
  }

  private static Next withdrawing(JsonNode request) {
    return new Next("gatehold withdraw " + Fields.line(request, "id"), "take your decision back");
  }

  private static Advice cannotDecide(JsonNode request) {
    String id = Fields.line(request, "id");
    JsonNode you = request.path("you");
    String why = Fields.line(you, Fields.has(you, "note") ? "note" : "why");
    return new Advice("You cannot decide this now. " + why, List.of(waiting(id)));
  }

  private static Next waiting(String id) {
    return new Next("gatehold request show " + id + " --wait", "wait for the outcome");
  }

  private static Next next(JsonNode request, String word) {
    String command =
        "gatehold "
            + Saying.command(word, Fields.line(request, "id"))
            + " --digest "
            + Fields.line(request, "subject");
    boolean explains = word.equals("reject") || word.equals("request_changes");
    boolean required =
        choice(request, word).map(it -> it.path("comment_required").asBoolean(false)).orElse(false);
    return new Next(
        explains || required ? command + " --comment \"…\"" : command,
        switch (word) {
          case "approve" -> "agree to exactly this";
          case "reject" -> "say no, and why";
          case "request_changes" -> "say what has to change";
          case "escalate" -> "move it up its ladder now";
          default -> "say “" + title(request, word) + "”";
        });
  }

  private static String phrase(JsonNode request, String word) {
    return switch (word) {
      case "approve", "reject" -> word;
      case "request_changes" -> "request changes";
      case "escalate" -> "escalate it";
      default -> "say “" + title(request, word) + "”";
    };
  }

  private static String title(JsonNode request, String word) {
    return choice(request, word).map(it -> Fields.line(it, "title")).orElse(word);
  }

  private static Optional<JsonNode> choice(JsonNode request, String word) {
    return Fields.items(request, "choices").stream()
        .filter(each -> Fields.raw(each, "word").equals(word))
        .findFirst();
  }

  private static String joined(List<String> phrases) {
    int last = phrases.size() - 1;
    return last == 0
        ? phrases.getFirst()
        : String.join(", ", phrases.subList(0, last)) + " or " + phrases.get(last);
  }
}
