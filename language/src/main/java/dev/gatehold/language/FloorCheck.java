package dev.gatehold.language;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Precedence;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that steps which floors bind come after a gate, and tells what floors add to gates. */
final class FloorCheck {
  private final Flow flow;
  private final FlowCheck.Learned learned;
  private final FloorReads reads;
  private final Precedence precedence;
  private final Findings findings;

  FloorCheck(Flow flow, FlowCheck.Learned learned, FloorReads reads, Findings findings) {
    this.flow = flow;
    this.learned = learned;
    this.reads = reads;
    this.precedence = Precedence.of(flow);
    this.findings = findings;
  }

  void check(Floor floor) {
    Map<String, Set<String>> boundByGate = new LinkedHashMap<>();
    for (Step step : flow.everyStep()) {
      if (step.action() instanceof Action.Work work && floor.binds(flow, step, work, null)) {
        Map<String, @Nullable Object> target = target(work);
        boolean certain = floor.binds().hosts().isEmpty() || target != null;
        List<String> gates = precedence.gatesFor(flow, step);
        if (target != null && !floor.binds(flow, step, work, target)) {
          continue;
        }
        if (gates.isEmpty()) {
          unmet(floor, step, certain);
        }
        gates.forEach(gate ->
            boundByGate
                .computeIfAbsent(gate, _ -> new LinkedHashSet<>())
                .add("'" + step.id() + "'" + (certain ? "" : " (if its host is bound)")));
      }
    }
    boundByGate.forEach((gate, bound) -> adds(floor, gate, bound));
  }

  /** What is known of where a step connects to; null when that depends on the run. */
  private static @Nullable Map<String, @Nullable Object> target(Action.Work work) {
    if (work.parameters().entries().get("connection") instanceof Template.Literal(var name)) {
      return Map.of("connection", String.valueOf(name));
    }
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    for (String key : List.of("host", "url")) {
      switch (work.parameters().entries().get(key)) {
        case null -> {}
        case Template.Literal(var value) -> known.put(key, value);
        case Template.Expression _,
            Template.Secret _,
            Template.Text _,
            Template.Sequence _,
            Template.Mapping _ -> {
          return null;
        }
      }
    }
    return known;
  }

  private Place place(String step) {
    return Objects.requireNonNull(learned.steps().get(step)).idPlace();
  }

  private void unmet(Floor floor, Step step, boolean certain) {
    String message =
        "Expected a gate that every run passes before '%s', which floor '%s' %s, but there is none."
            .formatted(step.id(), floor.name(), certain ? "binds" : "binds for some hosts");
    String next = "Add a gate without 'if' before it, in the same list or in one around it.";
    if (certain) {
      findings.error("floor.unmet", place(step.id()), message, next);
    } else {
      findings.warning("floor.may_be_unmet", place(step.id()), message, next);
    }
  }

  private void adds(Floor floor, String gate, Set<String> bound) {
    findings.note(
        "floor.adds",
        place(gate),
        "Floor '%s' adds its requirement to gate '%s', because it binds %s: %s."
            .formatted(floor.name(), gate, Words.someOf(bound), floor.title()),
        "Nothing to do: people see it at the gate.");
    Visible visible = learned.opening().getOrDefault(gate, Visible.NOTHING);
    reads.check(floor, gate, visible, place(gate));
  }
}
