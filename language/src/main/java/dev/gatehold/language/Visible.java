package dev.gatehold.language;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps that have come before on every path to a place, by id. */
record Visible(Map<String, StepSite> steps) {
  static final Visible NOTHING = new Visible(Map.of());

  Visible {
    steps = Map.copyOf(steps);
  }

  Visible with(StepSite step) {
    Map<String, StepSite> more = new HashMap<>(steps);
    more.put(step.id(), step);
    return new Visible(more);
  }

  @Nullable StepSite get(String id) {
    return steps.get(id);
  }

  Collection<String> ids() {
    return steps.keySet();
  }
}
