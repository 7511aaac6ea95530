package dev.gatehold.core.approval;

import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is agreed to, and its digest.
 *
 * @param content input, evidence, requirement, release and {@code covered} parameters, as a JSON
 *     object; its canonical text is what the digest is taken of, so that anyone can recompute it
 */
public record Subject(Map<String, @Nullable Object> content, Digest digest) {
  private static final String COVERED = "covered";

  public Subject {
    content = Json.freezeObject(content);
  }

  /** The subject with this content and these covered parameters by step id. */
  static Subject of(
      Map<String, @Nullable Object> content, Map<String, Map<String, @Nullable Object>> covered) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(content);
    whole.put(COVERED, covered);
    return new Subject(whole, Digest.ofJson(whole));
  }

  /** The agreed parameters of a covered step; null for a step that is not covered. */
  public @Nullable Object coveredParameters(String step) {
    return content.get(COVERED) instanceof Map<?, ?> covered ? covered.get(step) : null;
  }
}
