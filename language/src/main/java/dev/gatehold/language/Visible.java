package dev.gatehold.language;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expressions can read of steps at a place.
 *
 * @param steps that have come before on every path to it, by id
 * @param heard gates that may lead back to it by rework, by id: what they said before can be read
 * @param loop the innermost loop around it; null outside of all
 * @param unknown whether there may be any other step
 * @param event whether there is no run yet, only the event that may start one
 */
record Visible(
    Map<String, StepSite> steps,
    Map<String, StepSite> heard,
    @Nullable StepSite loop,
    boolean unknown,
    boolean event) {
  static final Visible NOTHING = new Visible(Map.of(), Map.of(), null, false, false);

  /** Steps of a flow that is not known here. */
  static final Visible ANYTHING = new Visible(Map.of(), Map.of(), null, true, false);

  /** What triggers see. */
  static final Visible EVENT = new Visible(Map.of(), Map.of(), null, false, true);

  Visible {
    steps = Map.copyOf(steps);
    heard = Map.copyOf(heard);
  }

  Visible with(StepSite step) {
    Map<String, StepSite> more = new HashMap<>(steps);
    more.put(step.id(), step);
    return new Visible(more, heard, loop, unknown, event);
  }

  /** The same steps, and those that others see: after branches that are all done. */
  Visible and(Visible other) {
    Map<String, StepSite> more = new HashMap<>(steps);
    more.putAll(other.steps);
    return new Visible(more, heard, loop, unknown, event);
  }

  /** The same steps, as seen by the steps of a loop. */
  Visible inside(StepSite innermost) {
    return new Visible(steps, heard, innermost, unknown, event);
  }

  /** The same steps, with what can be heard around a list and from these gates of the list. */
  Visible hearing(Visible around, List<StepSite> gates) {
    if (gates.isEmpty() && heard.size() == around.heard.size()) {
      return this;
    }
    Map<String, StepSite> all = new HashMap<>(around.heard);
    gates.forEach(gate -> all.put(gate.id(), gate));
    return new Visible(steps, all, loop, unknown, event);
  }

  @Nullable StepSite get(String id) {
    return steps.get(id);
  }

  Collection<String> ids() {
    return steps.keySet();
  }
}
