package dev.gatehold.language;

import dev.gatehold.language.expression.CelAnalyzer;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.schema.DeclaredSchema;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the schema of the format cannot say: references, expressions, and whether the steps
 * make sense together. Passes over whatever is of the wrong shape, for the schema says that.
 */
final class FlowCheck {
  private final Findings findings;
  private final SecretCheck secrets;
  private final ExpressionCheck expressions;
  private final GateCheck gates;
  private final SpanCheck spans;
  private final BlockCheck blocks;
  private final WorkCheck work;
  private final PeopleCheck people;
  private final Map<String, StepSite> steps;
  private final List<OpeningGate> openings = new ArrayList<>();

  /** A gate and the steps that are behind the run when it opens. */
  private record OpeningGate(StepSite gate, Visible visible) {}

  private FlowCheck(YamlNode.Fields file, Names names, CelAnalyzer analyzer, Findings findings) {
    this.findings = findings;
    this.steps = new HashMap<>();
    index(StepSite.in(file.get("steps"), null, ""));
    InputShape input = new InputShape(file.get("input"));
    this.secrets = new SecretCheck(file.get("secrets"), findings);
    this.expressions = new ExpressionCheck(analyzer, input, Map.copyOf(steps), secrets, findings);
    this.gates = new GateCheck(names, expressions, input, findings);
    this.spans = new SpanCheck(findings);
    this.blocks = new BlockCheck(spans, findings);
    this.people = new PeopleCheck(names, findings);
    this.work = new WorkCheck(names, expressions, findings);
  }

  /**
   * What was learned of a file on the way.
   *
   * @param steps by id
   * @param opening by the id of a gate, the steps that are behind the run when it opens
   * @param indispensable by the id of a gate, those without whom it can never be approved
   * @param secrets what is used of them
   */
  record Learned(
      Map<String, StepSite> steps,
      Map<String, Visible> opening,
      InputShape input,
      Map<String, Set<String>> indispensable,
      SecretCheck secrets) {}

  static Learned check(YamlNode.Fields file, Names names, CelAnalyzer analyzer, Findings findings) {
    if (file.get("input") instanceof YamlNode.Fields schema) {
      DeclaredSchema.check(schema, findings);
    }
    FlowCheck check = new FlowCheck(file, names, analyzer, findings);
    check.expressions.literal(file.get("title"));
    check.expressions.template(file.get("supersede"), Visible.NOTHING);
    check.spans.positive(file.get("timeout"));
    Visible atEnd = check.list(StepSite.in(file.get("steps"), null, ""), Visible.NOTHING);
    check.expressions.template(file.get("output"), atEnd);
    new TriggerCheck(check.expressions, findings).check(file);
    CallbackCheck.check(check.steps, findings);
    check.secrets.gates(check.steps);
    CoversCheck covers = new CoversCheck(check.steps, check.expressions, findings);
    check.openings.forEach(opening -> covers.check(opening.gate(), opening.visible()));
    Map<String, Visible> opening = new HashMap<>();
    check.openings.forEach(one -> opening.put(one.gate().id(), one.visible()));
    return new Learned(
        Map.copyOf(check.steps),
        opening,
        new InputShape(file.get("input")),
        check.gates.indispensable(),
        check.secrets);
  }

  private void index(List<StepSite> list) {
    for (StepSite step : list) {
      StepSite first = step.id().isEmpty() ? null : steps.putIfAbsent(step.id(), step);
      if (first != null) {
        findings.error(
            "flow.duplicate_id",
            step.idPlace(),
            "Expected every id once in a flow, but '%s' is the id of the step in line %d already."
                .formatted(step.id(), first.idPlace().line()),
            "Give one of the two another id.");
      }
      index(step.inner());
    }
  }

  /** Checks the steps of a list; gives what is visible after the last of them. */
  private Visible list(List<StepSite> list, Visible before) {
    Visible visible = before;
    boolean reworks = list.stream().anyMatch(step -> !step.reworksFrom().isEmpty());
    StepSite ending = null;
    for (StepSite step : list) {
      if (ending != null) {
        findings.warning(
            "flow.unreachable",
            step.idPlace(),
            "Expected steps that can be reached, but the run always ends before, at '%s'."
                .formatted(ending.id()),
            "Remove what follows, or give '%s' an 'if'.".formatted(ending.id()));
        ending = null;
      }
      visible = step(step, visible.hearing(before, reworks ? step.reworking() : List.of()));
      ending = step.endsAlways() ? step : null;
    }
    return visible;
  }

  /** Checks a step; gives what is visible after it. */
  private Visible step(StepSite step, Visible visible) {
    expressions.literal(step.node().get("name"));
    expressions.condition(step.node().get("if"), visible);
    blocks.check(step);
    if (step.doesWork()) {
      work.check(step.node(), visible, step.id());
      if (step.node().get("rollback") instanceof YamlNode.Fields rollback) {
        work.check(rollback, visible.with(step), step.id());
      }
    }
    switch (step.action()) {
      case "set" -> expressions.template(step.node().get("set"), visible);
      case "approval" -> {
        return gate(step, visible);
      }
      case "wait" -> waiting(step.node().get("wait"), visible);
      case "switch" -> choice(step, visible);
      case "parallel" -> {
        return parallel(step, visible);
      }
      case "foreach", "repeat" -> loop(step, visible);
      case "end" -> expressions.template(step.node().at(List.of("end", "reason")), visible);
      default -> {}
    }
    handler(step, visible);
    return visible.with(step);
  }

  /** The steps that handle a failure see what failed, and nothing inside of it. */
  private void handler(StepSite step, Visible visible) {
    for (StepSite.BranchSite branch : step.branches()) {
      if (branch.name().equals(StepSite.ON_ERROR)) {
        list(StepSite.in(branch.steps(), step, branch.name()), visible.with(step));
      }
    }
  }

  /** Gives what is visible after all branches, if the run waits for all of them. */
  private Visible parallel(StepSite step, Visible visible) {
    Visible after = visible;
    for (StepSite.BranchSite branch : step.branches()) {
      if (!branch.name().equals(StepSite.ON_ERROR)) {
        after = after.and(list(StepSite.in(branch.steps(), step, branch.name()), visible));
      }
    }
    handler(step, visible);
    boolean all = step.joinsAll() && !step.isConditional() && !step.bearsFailure();
    return (all ? after : visible).with(step);
  }

  private void loop(StepSite step, Visible visible) {
    YamlNode loop = step.node().get(step.action());
    if (loop != null) {
      expressions.template(loop.at(List.of("items")), visible);
    }
    for (StepSite.BranchSite branch : step.branches()) {
      if (loop != null && branch.name().equals(StepSite.EACH)) {
        List<StepSite> inside = StepSite.in(branch.steps(), step, branch.name());
        Visible atEnd = list(inside, visible.inside(step));
        expressions.template(loop.at(List.of("collect")), atEnd);
        expressions.condition(loop.at(List.of("until")), atEnd);
      }
    }
  }

  /** Only approval leads past a gate, so what it does in that case is visible afterwards. */
  private Visible gate(StepSite step, Visible visible) {
    if (step.node().get("approval") instanceof YamlNode.Fields gate) {
      gates.check(step, gate, visible);
      openings.add(new OpeningGate(step, visible));
    }
    Visible inside = visible.with(step);
    Visible after = inside;
    for (StepSite.BranchSite branch : step.branches()) {
      Visible atEnd = list(StepSite.in(branch.steps(), step, branch.name()), inside);
      after = branch.name().equals("approved") && !step.isConditional() ? atEnd : after;
    }
    return after;
  }

  private void waiting(@Nullable YamlNode wait, Visible visible) {
    expressions.template(wait, visible);
    if (wait instanceof YamlNode.Fields fields) {
      spans.waiting(fields);
      spans.positive(fields.at(List.of("callback", "within")));
      spans.positive(fields.get("within"));
      YamlNode calendar = fields.get("calendar");
      if (calendar != null && calendar.text() != null) {
        people.calendar(calendar, calendar.text());
      }
    }
  }

  private void choice(StepSite step, Visible visible) {
    if (step.node().get("switch") instanceof YamlNode.Items(_, var cases)) {
      for (int i = 0; i < cases.size(); i++) {
        if (cases.get(i) instanceof YamlNode.Fields one) {
          expressions.condition(one.get("when"), visible);
          boolean last = i == cases.size() - 1;
          if (one.get("else") != null && (!last || cases.size() == 1)) {
            misplacedElse(one.keyPlace("else"), last);
          }
        }
      }
    }
    for (StepSite.BranchSite branch : step.branches()) {
      if (!branch.name().equals(StepSite.ON_ERROR)) {
        list(StepSite.in(branch.steps(), step, branch.name()), visible);
      }
    }
  }

  private void misplacedElse(Place place, boolean only) {
    findings.error(
        "flow.misplaced_else",
        place,
        only
            ? "Expected a case with 'when' before 'else', but there is none."
            : "Expected 'else' as the last case, but more cases follow.",
        only ? "Write the steps without a switch, or add a case." : "Move it to the end.");
  }
}
