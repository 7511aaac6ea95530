package dev.gatehold.language;

/**
 * When to remind, as the file writes it: {@code 2h} or {@code 30m before due}.
 *
 * @param span text that should be a duration
 */
record ReminderText(String span, boolean beforeDue) {
  private static final String BEFORE_DUE = " before due";

  static ReminderText parse(String text) {
    return text.endsWith(BEFORE_DUE)
        ? new ReminderText(text.substring(0, text.length() - BEFORE_DUE.length()).strip(), true)
        : new ReminderText(text, false);
  }
}
