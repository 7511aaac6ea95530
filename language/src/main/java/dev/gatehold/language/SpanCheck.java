package dev.gatehold.language;

import dev.gatehold.core.value.Durations;
import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Checks spans of time and instants. */
final class SpanCheck {
  private final Findings findings;

  SpanCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a span of zero or more. */
  void span(@Nullable YamlNode node) {
    read(node, false);
  }

  /** A span longer than nothing; null when there is none, which is said unless it is missing. */
  @Nullable Duration positive(@Nullable YamlNode node) {
    return read(node, true);
  }

  private @Nullable Duration read(@Nullable YamlNode node, boolean positive) {
    String text = node == null ? null : node.text();
    return node == null || text == null || text.isEmpty() ? null : read(node, text, positive);
  }

  /** As {@link #positive}, of a text that stands at this node. */
  @Nullable Duration positive(YamlNode node, String text) {
    return read(node, text, true);
  }

  private @Nullable Duration read(YamlNode node, String text, boolean positive) {
    try {
      Duration span = Durations.parse(text);
      if (!positive || span.isPositive()) {
        return span;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Said below.
    }
    findings.error(
        "flow.bad_duration",
        node.place(),
        "Expected a duration%s, but found %s."
            .formatted(positive ? " longer than nothing" : "", Words.value(text)),
        "Write it as 90s, 4h, 1h30m, 2d or PT4H.");
    return null;
  }

  /** Checks what a step waits for, unless it is an expression. */
  void waiting(YamlNode.Fields wait) {
    if (isLiteral(wait.get("for"))) {
      span(wait.get("for"));
    }
    YamlNode until = wait.get("until");
    if (until != null && isLiteral(until)) {
      instant(until);
    }
  }

  private static boolean isLiteral(@Nullable YamlNode node) {
    String text = node == null ? null : node.text();
    return text != null && !TemplateText.parse(text).hasExpression();
  }

  private void instant(YamlNode node) {
    String text = String.valueOf(node.text());
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      findings.error(
          "flow.bad_instant",
          node.place(),
          "Expected an RFC 3339 instant, but found " + Words.quote(text) + ".",
          "Write it as 2026-11-22T09:30:00Z, or give an expression.");
    }
  }
}
