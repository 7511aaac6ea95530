package dev.gatehold.cli.output;

/**
 * Colours and weights for a terminal; plain text where there is none. Colour never says anything
 * that the words do not say too.
 */
public record Style(boolean coloured) {
  public static final Style PLAIN = new Style(false);

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  /** Something that is well. */
  public String good(String text) {
    return paint("32", text);
  }

  /** Something that needs attention. */
  public String warn(String text) {
    return paint("33", text);
  }

  /** Something that went wrong, or was rejected. */
  public String bad(String text) {
    return paint("31", text);
  }

  /** The word of a status, an outcome or a verdict, in its colour. */
  public String status(String word) {
    return switch (word) {
      case "completed", "approved", "approve", "met" -> good(word);
      case "rejected", "failed", "reject", "refused" -> bad(word);
      case "active",
          "open",
          "working",
          "awaiting_approval",
          "pending",
          "changes_requested",
          "request_changes",
          "rework",
          "preparing",
          "escalate" ->
          warn(word);
      default -> word;
    };
  }

  private String paint(String code, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
