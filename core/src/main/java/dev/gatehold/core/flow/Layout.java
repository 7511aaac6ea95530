package dev.gatehold.core.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where each step of a flow stands: which blocks and loops are around it. */
public final class Layout {
  private final Flow flow;
  private final List<Step> steps;
  private final Map<String, Place> places = new LinkedHashMap<>();

  /**
   * A step and what is around it.
   *
   * @param blocks ids of the steps that it is inside of, the outermost first
   * @param loops those of them whose steps run in laps
   */
  private record Place(Step step, List<String> blocks, List<String> loops) {}

  public Layout(Flow flow) {
    this.flow = flow;
    place(flow.steps(), List.of(), List.of());
    this.steps = places.values().stream().map(Place::step).toList();
  }

  private void place(List<Step> steps, List<String> blocks, List<String> loops) {
    for (Step step : steps) {
      places.put(step.id(), new Place(step, blocks, loops));
      for (Branch branch : step.branches()) {
        boolean looped = step.action().loops() && branch.name().equals(Action.EACH);
        place(branch.steps(), plus(blocks, step.id()), looped ? plus(loops, step.id()) : loops);
      }
    }
  }

  private static List<String> plus(List<String> ids, String id) {
    List<String> more = new ArrayList<>(ids);
    more.add(id);
    return List.copyOf(more);
  }

  private Place at(String id) {
    return Objects.requireNonNull(places.get(id), () -> "The flow has no step '" + id + "'.");
  }

  public Flow flow() {
    return flow;
  }

  /** The step with this id, which must exist. */
  public Step step(String id) {
    return at(id).step();
  }

  /** All steps in the order of the file. */
  public List<Step> steps() {
    return steps;
  }

  /** The ids of the loops around a step, the outermost first. */
  public List<String> loops(String id) {
    return at(id).loops();
  }

  /** Whether a step is inside a block, at any depth. */
  public boolean inside(String id, String block) {
    return at(id).blocks().contains(block);
  }

  /**
   * Whether a lap of the second step sees exactly one result of the first: it is inside no loop
   * that the second is not inside of too.
   */
  public boolean visible(String id, String from) {
    List<String> mine = loops(from);
    List<String> its = loops(id);
    return its.size() <= mine.size() && mine.subList(0, its.size()).equals(its);
  }
}
