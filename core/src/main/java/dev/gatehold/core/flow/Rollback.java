package dev.gatehold.core.flow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How what a step did is undone when its run does not complete. Its parameters are rendered when
 * the step has completed, so that they are known whatever happens later.
 *
 * @param retry how often a failing attempt is repeated before somebody has to help
 * @param timeout how long one attempt may take; none means no limit
 */
public record Rollback(Action.Work work, Retry retry, @Nullable Duration timeout) {}
