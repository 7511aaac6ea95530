package dev.gatehold.server.page.request;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.problem.Malformed;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Choice;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the forms of a request's page send. Errors are {@link GateholdException}s. */
final class Typed {
  private Typed() {}

  static Choice choice(RequestDetail request, Map<String, String> typed) {
    String word = typed.getOrDefault(Ballots.CHOICE, "");
    if (word.isEmpty()) {
      throw new GateholdException(
          "request.malformed",
          "Expected a decision, but none was chosen.",
          "Choose one of the buttons.");
    }
    // A word that is none of them is refused behind the form, where all words are.
    return request.choices().stream()
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(new Choice(word, word, "reject", false, new RequestDetail.Form(Map.of())));
  }

  static Digest subject(Map<String, String> typed) {
    try {
      return new Digest(typed.getOrDefault("subject", ""));
    } catch (IllegalArgumentException e) {
      GateholdException malformed =
          new GateholdException(
              "precondition.missing",
              "Expected the form to name what was shown, but it does not.",
              "Read what is shown now and decide again.");
      malformed.initCause(e);
      throw malformed;
    }
  }

  static @Nullable String text(Map<String, String> typed, String field) {
    String text = typed.getOrDefault(field, "").strip();
    return text.isEmpty() ? null : text;
  }

  /** A browser sends the time without a zone; the page says that UTC is meant. */
  static @Nullable Instant until(Map<String, String> typed) {
    String text = text(typed, "until");
    try {
      return text == null ? null : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw Malformed.because(
          "Expected a time such as 2026-11-24T18:00, but found '" + text + "'.");
    }
  }
}
