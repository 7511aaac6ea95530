package dev.gatehold.examples;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scripted person says at a gate. */
record Says(
    String word,
    @Nullable String comment,
    Map<String, @Nullable Object> form,
    Map<String, @Nullable Object> edits) {

  static final Says APPROVE = word("approve");
  static final Says ESCALATE = word("escalate");

  static Says word(String word) {
    return new Says(word, null, Map.of(), Map.of());
  }

  static Says reject(String comment) {
    return word("reject").because(comment);
  }

  static Says requestChanges(String comment) {
    return word("request_changes").because(comment);
  }

  Says because(String comment) {
    return new Says(word, comment, form, edits);
  }

  Says filling(Map<String, @Nullable Object> form) {
    return new Says(word, comment, form, edits);
  }

  Says editing(Map<String, @Nullable Object> edits) {
    return new Says(word, comment, form, edits);
  }
}
