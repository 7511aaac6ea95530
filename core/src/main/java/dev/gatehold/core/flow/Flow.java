package dev.gatehold.core.flow;

import dev.gatehold.core.flow.Template.Mapping;
import dev.gatehold.core.value.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flow as data.
 *
 * @param name lower-case words joined by hyphens, unique on a server
 * @param title what people read
 * @param input the JSON Schema of the input, an object schema; empty accepts any object
 * @param steps what to do, in order; ids are unique in the whole flow, branches included
 * @param tags words by which floors find the flow
 * @param supersede renders to a key; a new run ends the older pending runs with the same one. Null
 *     when runs do not care for each other.
 * @param timeout how long a run may take before it fails; none means no limit
 * @param output rendered when a run completes: what it was for; none for nothing
 * @param triggers what starts runs of the live release by itself
 * @param secrets those that its steps may use, by name, and when each may be opened
 */
public record Flow(
    String name,
    String title,
    Map<String, @Nullable Object> input,
    List<Step> steps,
    List<String> tags,
    @Nullable Template supersede,
    @Nullable Duration timeout,
    @Nullable Mapping output,
    List<Trigger> triggers,
    Map<String, SecretRule> secrets) {
  public Flow {
    triggers = List.copyOf(triggers);
    secrets = Map.copyOf(secrets);
    input = Json.freezeObject(input);
    tags = List.copyOf(tags);
    steps = List.copyOf(steps);
  }

  /** A flow that nothing starts by itself, without secrets. */
  public Flow(
      String name,
      String title,
      Map<String, @Nullable Object> input,
      List<Step> steps,
      List<String> tags,
      @Nullable Template supersede,
      @Nullable Duration timeout,
      @Nullable Mapping output) {
    this(name, title, input, steps, tags, supersede, timeout, output, List.of(), Map.of());
  }

  /** A flow whose runs may take as long as they like, and leave no output. */
  public Flow(
      String name,
      String title,
      Map<String, @Nullable Object> input,
      List<Step> steps,
      List<String> tags,
      @Nullable Template supersede) {
    this(name, title, input, steps, tags, supersede, null, null);
  }

  /** A flow without tags, whose runs do not care for each other. */
  public Flow(String name, String title, Map<String, @Nullable Object> input, List<Step> steps) {
    this(name, title, input, steps, List.of(), null);
  }

  /** All steps in the order of the file, those of branches included. */
  public List<Step> everyStep() {
    List<Step> all = new ArrayList<>();
    collect(steps, all);
    return List.copyOf(all);
  }

  private static void collect(List<Step> steps, List<Step> all) {
    for (Step step : steps) {
      all.add(step);
      step.branches().forEach(branch -> collect(branch.steps(), all));
    }
  }
}
