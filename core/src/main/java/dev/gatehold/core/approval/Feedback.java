package dev.gatehold.core.approval;

import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was to be changed, as somebody said in a round; later steps and agents read it. */
public record Feedback(
    int round,
    String person,
    @Nullable String comment,
    Map<String, @Nullable Object> form,
    Instant at) {
  public Feedback {
    form = Json.freezeObject(form);
  }
}
