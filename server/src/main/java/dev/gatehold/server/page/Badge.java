package dev.gatehold.server.page;

import java.util.Locale;

/**
 * A state as sign, word and colour, so that it never rests on the colour alone.
 *
 * @param tone a class of the style sheet: {@code yes}, {@code no}, {@code wait}, {@code busy} or
 *     {@code off}
 */
public record Badge(String tone, String sign, String word) {

  /** The badge of a word of the API: a request's status or outcome, a run's or a step's status. */
  public static Badge of(String word) {
    String said = word.replace('_', ' ');
    return switch (word) {
      case "approved", "completed", "met" -> new Badge("yes", "✓", said);
      case "rejected", "failed", "expired" -> new Badge("no", "✕", said);
      case "cancelled" -> new Badge("off", "⊘", said);
      case "rework", "changes_requested" -> new Badge("wait", "↺", "changes requested");
      case "preparing", "reopened" -> new Badge("busy", "●", "next round being prepared");
      case "open", "awaiting_approval" -> new Badge("wait", "◷", waiting(word));
      case "waiting", "awaiting_retry", "awaiting_callback" -> new Badge("wait", "◷", said);
      case "active", "working", "running" -> new Badge("busy", "●", said);
      case "not_applicable" -> new Badge("off", "–", "does not apply");
      case "skipped", "stopped" -> new Badge("off", "–", said);
      case "stuck" -> new Badge("no", "!", "needs a hand");
      case "branched" -> new Badge("off", "↳", "branch chosen");
      default -> new Badge("off", "○", said);
    };
  }

  /** The badge of what a person said: what it counts as, in the words of the gate. */
  public static Badge ofDecision(String verdict, String title) {
    String said = title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    return switch (verdict) {
      case "approve" -> new Badge("yes", "✓", said.equals("approve") ? "approved" : said);
      case "reject" -> new Badge("no", "✕", said.equals("reject") ? "rejected" : said);
      case "request_changes" ->
          new Badge("wait", "↺", said.equals("request changes") ? "requested changes" : said);
      default -> new Badge("off", "↑", said.equals("escalate") ? "escalated" : said);
    };
  }

  /** The badge of a part of a requirement; what is not met at the end is not waited for. */
  public static Badge ofRule(String status, boolean requestOpen) {
    return switch (status) {
      case "open" ->
          requestOpen ? new Badge("wait", "◷", "needed") : new Badge("off", "○", "not met");
      case "not_open_yet" -> new Badge("off", "○", requestOpen ? "later" : "not reached");
      case "impossible" -> new Badge("no", "✕", "cannot be met");
      default -> of(status);
    };
  }

  private static String waiting(String word) {
    return word.equals("open") ? "open" : "waiting for approval";
  }
}
