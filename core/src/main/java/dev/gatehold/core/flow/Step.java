package dev.gatehold.core.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit of a flow.
 *
 * @param id unique in the flow: a lower-case letter, then letters, digits, hyphens or underscores
 * @param condition a CEL condition; the step is skipped when it is false
 * @param retry how often a failing attempt is repeated
 * @param timeout how long one attempt, or a whole block, may take; none means no limit
 * @param onError what follows when it has failed for good
 * @param rollback how its work is undone; none when it leaves nothing behind
 */
public record Step(
    String id,
    @Nullable String condition,
    Retry retry,
    @Nullable Duration timeout,
    Action action,
    OnError onError,
    @Nullable Rollback rollback) {

  /** A step whose failure ends the run, and that leaves nothing behind. */
  public Step(
      String id,
      @Nullable String condition,
      Retry retry,
      @Nullable Duration timeout,
      Action action) {
    this(id, condition, retry, timeout, action, new OnError.Stop(), null);
  }

  /** A step that always runs, once, without limit. */
  public static Step of(String id, Action action) {
    return new Step(id, null, Retry.NONE, null, action);
  }

  /** The branches inside this step, in the order of the file; that for failures is the last. */
  public List<Branch> branches() {
    if (!(onError instanceof OnError.Handle(var steps))) {
      return action.branches();
    }
    List<Branch> branches = new ArrayList<>(action.branches());
    branches.add(new Branch(OnError.BRANCH, steps));
    return List.copyOf(branches);
  }
}
