package dev.gatehold.core.flow;

import java.util.List;

/** What follows when a step has failed for good. A gate always stops the run: it never opens so. */
public sealed interface OnError {
  /** The block around it fails, and with the outermost one the run. */
  record Stop() implements OnError {}

  /** The steps after it go on; expressions see its {@code error}. */
  record Continue() implements OnError {}

  /** The step waits until somebody retries it, skips it, or cancels the run. */
  record Hold() implements OnError {}

  /** These steps are done, then those after it. */
  record Handle(List<Step> steps) implements OnError {
    public Handle {
      steps = List.copyOf(steps);
    }
  }

  /** The name of the branch with the steps that handle a failure. */
  String BRANCH = "on_error";
}
