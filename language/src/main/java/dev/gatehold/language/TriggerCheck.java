package dev.gatehold.language;

import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.schedule.Cron;
import dev.gatehold.language.schedule.CronException;
import dev.gatehold.language.schema.JsonSchemas;
import dev.gatehold.language.yaml.YamlNode;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what starts runs by itself: schedules, conditions, and inputs that the flow takes. */
final class TriggerCheck {
  /** Keywords by which what a value must be stands elsewhere in the schema. */
  private static final Set<String> ELSEWHERE = Set.of("$ref", "$dynamicRef");

  private static final JsonSchemas SCHEMAS = new JsonSchemas();

  private final ExpressionCheck expressions;
  private final Findings findings;

  TriggerCheck(ExpressionCheck expressions, Findings findings) {
    this.expressions = expressions;
    this.findings = findings;
  }

  void check(YamlNode.Fields file) {
    Map<String, YamlNode> ids = new HashMap<>();
    for (YamlNode item : Nodes.items(file, "triggers")) {
      if (item instanceof YamlNode.Fields trigger) {
        unique(trigger.get("id"), ids);
        if (trigger.get("schedule") instanceof YamlNode.Fields schedule) {
          cron(schedule.get("cron"));
          zone(schedule.get("zone"));
        }
        expressions.condition(trigger.at(List.of("event", "when")), Visible.EVENT);
        expressions.template(trigger.get("input"), Visible.EVENT);
        if (findings.errors() == 0 && file.get("input") instanceof YamlNode.Fields schema) {
          input(trigger, schema);
        }
      }
    }
  }

  private void unique(@Nullable YamlNode id, Map<String, YamlNode> ids) {
    String text = id == null ? null : id.text();
    YamlNode first = id == null || text == null ? null : ids.putIfAbsent(text, id);
    if (id != null && first != null) {
      findings.error(
          "flow.duplicate_id",
          id.place(),
          "Expected every id once among the triggers, but '%s' is in line %d already."
              .formatted(text, first.place().line()),
          "Give one of the two another id.");
    }
  }

  private void cron(@Nullable YamlNode node) {
    if (node instanceof YamlNode.Scalar(_, String text, var places) && !text.isEmpty()) {
      try {
        Cron.parse(text);
      } catch (CronException e) {
        findings.error("flow.bad_cron", places.at(e.offset()), e.message(), e.next());
      }
    }
  }

  private void zone(@Nullable YamlNode node) {
    String text = node == null ? null : node.text();
    if (node != null
        && text != null
        && !text.isEmpty()
        && !ZoneId.getAvailableZoneIds().contains(text)) {
      findings.error(
          "flow.unknown_zone",
          node.place(),
          "Expected the name of a time zone, but found " + Words.quote(text) + ".",
          DidYouMean.or(
              "Write a name such as Europe/Berlin, or UTC.", text, ZoneId.getAvailableZoneIds()));
    }
  }

  /** What is written down must fit; what an expression gives is known when it is evaluated. */
  private void input(YamlNode.Fields trigger, YamlNode.Fields schema) {
    YamlNode given = trigger.get("input");
    Map<String, @Nullable Object> values =
        given instanceof YamlNode.Fields fields ? fields.plainObject() : Map.of();
    List<String> problems =
        isLiteral(given)
            ? SCHEMAS.problems(schema.plainObject(), values)
            : problemsOfParts(given, schema, values);
    if (!problems.isEmpty()) {
      findings.error(
          "flow.trigger_input",
          given == null ? trigger.place() : trigger.keyPlace("input"),
          "Expected an input that the flow takes, but: " + String.join(" ", problems),
          "Give under 'input' what the schema of the flow's input asks for.");
    }
  }

  private static List<String> problemsOfParts(
      @Nullable YamlNode given, YamlNode.Fields schema, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> required = new HashMap<>();
    YamlNode names = schema.get("required");
    if (names != null) {
      required.put("required", names.plain());
    }
    List<String> missing = SCHEMAS.problems(required, values);
    if (!missing.isEmpty() || !(given instanceof YamlNode.Fields fields)) {
      return missing;
    }
    for (Map.Entry<String, YamlNode.Field> field : fields.fields().entrySet()) {
      YamlNode value = field.getValue().value();
      YamlNode part = schema.at(List.of("properties", field.getKey()));
      if (isLiteral(value) && part instanceof YamlNode.Fields rule && isWhole(rule)) {
        Map<String, @Nullable Object> one = new HashMap<>();
        one.put(field.getKey(), value.plain());
        List<String> problems =
            SCHEMAS.problems(Map.of("properties", Map.of(field.getKey(), rule.plainObject())), one);
        if (!problems.isEmpty()) {
          return problems;
        }
      }
    }
    return List.of();
  }

  private static boolean isWhole(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar _ -> true;
      case YamlNode.Items(_, var items) -> items.stream().allMatch(TriggerCheck::isWhole);
      case YamlNode.Fields fields ->
          fields.fields().keySet().stream().noneMatch(ELSEWHERE::contains)
              && fields.fields().values().stream().allMatch(field -> isWhole(field.value()));
    };
  }

  private static boolean isLiteral(@Nullable YamlNode node) {
    return switch (node) {
      case null -> true;
      case YamlNode.Scalar scalar ->
          !(scalar.value() instanceof String text) || !TemplateText.parse(text).hasExpression();
      case YamlNode.Items(_, var items) -> items.stream().allMatch(TriggerCheck::isLiteral);
      case YamlNode.Fields fields ->
          fields.fields().values().stream().allMatch(field -> isLiteral(field.value()));
    };
  }
}
