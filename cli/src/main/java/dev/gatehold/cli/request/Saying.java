package dev.gatehold.cli.request;

import dev.gatehold.cli.output.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is said of one request or of several.
 *
 * @param choice the word of a choice, as the API takes it
 * @param form values that the choice asks for
 * @param edits new values of the input's fields that an approver may edit
 */
record Saying(String choice, @Nullable String comment, ObjectNode form, ObjectNode edits) {
  /** The body of a decision. */
  ObjectNode body() {
    ObjectNode body = JsonText.object().put("choice", choice);
    if (comment != null) {
      body.put("comment", comment);
    }
    if (!form.isEmpty()) {
      body.set("form", form);
    }
    if (!edits.isEmpty()) {
      body.set("edits", edits);
    }
    return body;
  }

  /** The command that says this word. */
  static String command(String choice) {
    return switch (choice) {
      case "approve", "reject", "escalate" -> choice;
      case "request_changes" -> "request-changes";
      default -> "decide --choice " + choice;
    };
  }

  /** The imperative, for a question. */
  String imperative() {
    return switch (choice) {
      case "approve" -> "Approve";
      case "reject" -> "Reject";
      case "request_changes" -> "Request changes of";
      case "escalate" -> "Escalate";
      default -> "Say '" + choice + "' to";
    };
  }

  /** What was done, for a sentence that goes on with the request's title. */
  String done() {
    String said =
        switch (choice) {
          case "approve" -> "You approved";
          case "reject" -> "You rejected";
          case "request_changes" -> "You requested changes of";
          case "escalate" -> "You escalated";
          default -> "You said '" + choice + "' to";
        };
    return edits.isEmpty() ? said : said + " with your edits";
  }
}
