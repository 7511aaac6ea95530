package dev.gatehold.language;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Precedence;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a flow does with secrets: each one declared, used only where a connector takes it and
 * nobody else sees it, and behind the gate that it waits for.
 */
final class SecretCheck {
  /** Where a value may be set in, by kind of work. */
  private static final Map<String, List<String>> OPENING =
      Map.of(
          "exec", List.of("env", "stdin"),
          "http", List.of("headers", "json", "form", "body"),
          "ssh", List.of("env", "stdin"));

  private static final String WHERE =
      "Use it in 'env' or 'stdin' of an exec or ssh step, or in 'headers', 'json', 'form' or 'body'"
          + " of an http step.";

  private final YamlNode.@Nullable Fields declared;
  private final Findings findings;
  private final List<Use> uses = new ArrayList<>();

  /** A secret that a step uses; {@code step} is empty outside of steps. */
  private record Use(String name, Place place, String step) {}

  SecretCheck(@Nullable YamlNode declared, Findings findings) {
    this.declared = declared instanceof YamlNode.Fields fields ? fields : null;
    this.findings = findings;
  }

  /** Whether a value may be set in under this key of this kind of work. */
  static boolean opens(String work, String key) {
    return OPENING.getOrDefault(work, List.of()).contains(key);
  }

  /** A secret where its value may be set in. */
  void used(String name, Place place, String step) {
    uses.add(new Use(name, place, step));
    if (!names().contains(name)) {
      findings.error(
          "flow.unknown_secret",
          place,
          "Expected a secret that the flow declares, but found " + Words.quote(name) + ".",
          DidYouMean.or(
              names().isEmpty()
                  ? "Declare it: 'secrets: { " + name + ": {} }' at the top of the flow."
                  : "Declare it under 'secrets', or use " + Words.or(names()) + ".",
              name,
              names()));
    }
  }

  /** A secret where people, journals or expressions would see its value. */
  void misplaced(Place place) {
    findings.error(
        "flow.secret_misplaced",
        place,
        "Expected no secret here, where its value would be seen or stored, but found one.",
        WHERE);
  }

  /** A secret as a part of an expression. */
  void calculated(Place place) {
    findings.error(
        "flow.secret_misplaced",
        place,
        "Expected a secret alone in ${{ }}, but found it in an expression, which cannot read it.",
        "Write ${{ secrets.name }} and put text before or after the braces. " + WHERE);
  }

  private Collection<String> names() {
    return declared == null ? List.of() : declared.fields().keySet();
  }

  /** Checks the gates that secrets wait for, as far as the file can be read. */
  void gates(Map<String, StepSite> steps) {
    if (declared != null) {
      List<String> gates =
          steps.values().stream()
              .filter(step -> step.action().equals("approval"))
              .map(StepSite::id)
              .sorted()
              .toList();
      for (YamlNode.Field rule : declared.fields().values()) {
        YamlNode after = rule.value().at(List.of("after"));
        String gate = after == null ? null : after.text();
        if (after != null && gate != null && !gates.contains(gate)) {
          findings.error(
              "flow.secret_gate",
              after.place(),
              "Expected the id of a gate, but found " + Words.quote(gate) + ".",
              DidYouMean.or(
                  gates.isEmpty() ? "This flow has no gate." : "Use " + Words.or(gates) + ".",
                  gate,
                  gates));
        }
      }
    }
  }

  /** Checks that every use is behind the gate that its secret waits for. */
  void routes(Flow flow) {
    Precedence precedence = Precedence.of(flow);
    Set<String> used = new HashSet<>();
    for (Use use : uses) {
      used.add(use.name());
      var rule = flow.secrets().get(use.name());
      String gate = rule == null ? null : rule.after();
      if (gate != null && !precedence.gatesBefore(use.step()).contains(gate)) {
        findings.error(
            "flow.secret_gate",
            use.place(),
            "Expected gate '%s' before every use of secret '%s', but a run can reach '%s' without it."
                .formatted(gate, use.name(), use.step()),
            "Move the step behind the gate, or the gate out of its branch, loop or condition.");
      }
    }
    if (declared != null) {
      declared
          .fields()
          .forEach((name, field) -> {
            if (!used.contains(name)) {
              findings.warning(
                  "flow.unused_secret",
                  field.key(),
                  "Expected a step that uses secret '" + name + "', but there is none.",
                  "Remove it: what is not declared cannot be opened.");
            }
          });
    }
  }
}
