package dev.gatehold.core.flow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A unit of a flow.
 *
 * @param id unique in the flow: a lower-case letter, then letters, digits, hyphens or underscores
 * @param condition a CEL condition; the step is skipped when it is false
 * @param retry how often a failing attempt is repeated
 * @param timeout how long one attempt may take; none means no limit
 */
public record Step(
    String id, @Nullable String condition, Retry retry, @Nullable Duration timeout, Action action) {

  /** A step that always runs, once, without limit. */
  public static Step of(String id, Action action) {
    return new Step(id, null, Retry.NONE, null, action);
  }
}
