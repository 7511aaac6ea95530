package dev.gatehold.core.approval;

import dev.gatehold.core.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is shown to decide on.
 *
 * @param kind as in {@code flow.Gate.Exhibit}
 * @param content text, JSON, or a reference to a resource
 * @param required without it nobody can approve
 * @param missing why there is no content; null when there is
 */
public record Evidence(
    String kind,
    String title,
    @Nullable Object content,
    boolean required,
    @Nullable String missing) {
  public Evidence {
    content = Json.freeze(content);
  }

  /** Whether it keeps the gate closed. */
  public boolean blocks() {
    return required && missing != null;
  }
}
