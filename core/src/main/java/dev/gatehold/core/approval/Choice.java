package dev.gatehold.core.approval;

import dev.gatehold.core.value.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person can say at a gate.
 *
 * @param word {@code approve}, {@code reject}, {@code request_changes}, {@code escalate}, or one of
 *     the flow's own
 * @param label what people read; null for the built-in words
 * @param as what it counts as
 * @param form JSON Schema of the values that it carries; empty when it carries none
 */
public record Choice(
    String word,
    @Nullable String label,
    Verdict as,
    boolean commentRequired,
    Map<String, @Nullable Object> form) {
  public Choice {
    form = Json.freezeObject(form);
  }

  /** A built-in choice without a form. */
  public static Choice of(Verdict verdict, boolean commentRequired) {
    return new Choice(verdict.word(), null, verdict, commentRequired, Map.of());
  }

  /** What people read: the label, or the word as one writes it. */
  public String title() {
    if (label != null) {
      return label;
    }
    String spaced = word.replace('_', ' ');
    return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  /** Whether the flow defined it. */
  public boolean own() {
    return !word.equals(as.word());
  }
}
