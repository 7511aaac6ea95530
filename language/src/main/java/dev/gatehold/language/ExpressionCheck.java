package dev.gatehold.language;

import dev.gatehold.language.expression.Analysis;
import dev.gatehold.language.expression.Analysis.Name;
import dev.gatehold.language.expression.Analysis.Use;
import dev.gatehold.language.expression.CelAnalyzer;
import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.expression.TemplateText.Embedded;
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
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Checks every expression of a file where it stands: syntax, types, and what it may read there. */
final class ExpressionCheck {
  private static final int MAX_EXPRESSIONS = 2_000;
  private static final Set<String> NOT_JSON = Set.of("bytes", "a type");

  private final InputShape input;
  private final StepUses stepUses;
  private final Collection<String> ids;
  private final Findings findings;
  private final CelAnalyzer analyzer;
  private final SecretCheck secrets;
  private final Set<String> seen = new HashSet<>();

  ExpressionCheck(
      CelAnalyzer analyzer,
      InputShape input,
      Map<String, StepSite> steps,
      SecretCheck secrets,
      Findings findings) {
    this.analyzer = analyzer;
    this.secrets = secrets;
    this.input = input;
    this.ids = steps.keySet();
    this.stepUses = new StepUses(steps, findings);
    this.findings = findings;
  }

  /** Checks a value in which <code>${{ }}</code> may stand, its items and fields included. */
  void template(@Nullable YamlNode node, Visible visible) {
    template(node, visible, (name, place) -> secrets.misplaced(place));
  }

  /** As {@link #template(YamlNode, Visible)}, where this step may be given secrets too. */
  void opening(@Nullable YamlNode node, Visible visible, String step) {
    template(node, visible, (name, place) -> secrets.used(name, place, step));
  }

  private void template(
      @Nullable YamlNode node, Visible visible, BiConsumer<String, Place> secret) {
    eachText(
        node,
        (scalar, text) -> {
          TemplateText template = TemplateText.parse(text);
          if (template.unclosed() >= 0) {
            findings.error(
                "flow.unclosed_expression",
                scalar.places().at(template.unclosed()),
                "Expected '}}' after '${{', but the text ends first.",
                "Close the expression with }}; a quote inside it must be closed too.");
          }
          for (TemplateText.Part part : template.parts()) {
            if (part instanceof Embedded(var source, int offset)) {
              String name = SecretNames.in(source);
              if (name != null) {
                secret.accept(name, scalar.places().at(offset));
                continue;
              }
              value(source, at -> scalar.places().at(offset + at), visible);
            }
          }
        });
  }

  private void value(String source, IntFunction<Place> places, Visible visible) {
    Analysis analysis = check(source, places, visible);
    if (analysis != null && NOT_JSON.contains(analysis.result())) {
      findings.error(
          "flow.expression_type",
          places.apply(0),
          "Expected text, a number, true, false, null, a list or an object, but this gives "
              + analysis.result()
              + ".",
          "Convert it with string().");
    }
  }

  /** Checks a bare CEL condition. */
  void condition(@Nullable YamlNode node, Visible visible) {
    if (!(node instanceof YamlNode.Scalar(_, String source, var spots)) || source.isEmpty()) {
      return;
    }
    int wrapped = source.indexOf(TemplateText.OPEN);
    if (wrapped >= 0) {
      findings.error(
          "flow.wrapped_condition",
          spots.at(wrapped),
          "Expected a condition without ${{ }}, but found '${{'.",
          "Write the expression alone, such as input.amount > 1000.");
      return;
    }
    Analysis analysis = check(source, spots::at, visible);
    if (analysis != null && !analysis.truth()) {
      findings.error(
          "flow.expression_type",
          spots.at(0),
          "Expected a condition that is true or false, but this gives " + analysis.result() + ".",
          "Compare it with something, such as " + source.strip() + " == ….");
    }
  }

  /** Text in which expressions are not replaced, although it looks as if. */
  void literal(@Nullable YamlNode node) {
    if (node instanceof YamlNode.Scalar(_, String text, var spots)) {
      int at = text.indexOf(TemplateText.OPEN);
      if (at >= 0) {
        findings.error(
            "flow.literal_only",
            spots.at(at),
            "Expected literal text here, but found an expression.",
            "Write the text itself: it is read before a run exists.");
      }
    }
  }

  /** Calls back for each expression of a value that can be read. */
  void eachUse(@Nullable YamlNode node, BiConsumer<Use, Place> action) {
    eachText(
        node,
        (scalar, text) -> {
          for (TemplateText.Part part : TemplateText.parse(text).parts()) {
            if (part instanceof Embedded(var source, int offset)) {
              analyzer
                  .analyze(source)
                  .uses()
                  .forEach(use ->
                      action.accept(use, scalar.places().at(offset + use.variable().offset())));
            }
          }
        });
  }

  private static void eachText(
      @Nullable YamlNode node, BiConsumer<YamlNode.Scalar, String> action) {
    switch (node) {
      case YamlNode.Scalar scalar when scalar.value() instanceof String text ->
          action.accept(scalar, text);
      case YamlNode.Items(_, var items) -> items.forEach(item -> eachText(item, action));
      case YamlNode.Fields fields ->
          fields.fields().values().forEach(field -> eachText(field.value(), action));
      case YamlNode.Scalar _ -> {}
      case null -> {}
    }
  }

  /** Reports what is wrong; null when the expression cannot be understood at all. */
  private @Nullable Analysis check(String source, IntFunction<Place> places, Visible visible) {
    if (seen.add(source) && seen.size() > MAX_EXPRESSIONS) {
      findings.error(
          "flow.too_many_expressions",
          places.apply(0),
          "Expected at most " + MAX_EXPRESSIONS + " expressions in a file, but found more.",
          "Split the flow.");
      return null;
    }
    Analysis analysis = analyzer.analyze(source);
    if (hasHyphenatedName(source, analysis, places)) {
      return null;
    }
    for (Analysis.Issue issue : analysis.issues()) {
      findings.error(issue.code(), places.apply(issue.offset()), issue.message(), issue.next());
    }
    for (Name name : analysis.unknown()) {
      unknownVariable(name, places.apply(name.offset()), visible);
    }
    boolean known = analysis.unknown().isEmpty();
    for (Use use : analysis.uses()) {
      Name variable = use.variable();
      if (variable.text().equals("event") == visible.event()) {
        use(use, places, visible);
      } else {
        unknownVariable(variable, places.apply(variable.offset()), visible);
        known = false;
      }
    }
    return analysis.issues().isEmpty() && known ? analysis : null;
  }

  /** {@code steps.my-step} is read as a subtraction; nothing else that is said about it helps. */
  private boolean hasHyphenatedName(String source, Analysis analysis, IntFunction<Place> places) {
    for (Use use : analysis.uses()) {
      String variable = use.variable().text();
      Collection<String> names =
          switch (variable) {
            case "steps" -> ids;
            case "input" -> input.names();
            default -> List.of();
          };
      for (String name : use.path().isEmpty() ? List.<String>of() : List.copyOf(names)) {
        int offset = use.path().getFirst().offset();
        boolean dotted = offset > 0 && source.charAt(offset - 1) == '.';
        if (name.contains("-") && dotted && source.startsWith(name, offset)) {
          findings.error(
              "flow.hyphenated_name",
              places.apply(offset),
              "Expected a name without hyphens after '.', but found '" + name + "'.",
              "Write " + variable + "['" + name + "'].");
          return true;
        }
      }
    }
    return false;
  }

  private void unknownVariable(Name name, Place place, Visible visible) {
    String text = name.text();
    if (text.equals(SecretNames.SECRETS)) {
      secrets.calculated(place);
      return;
    }
    if (visible.event()) {
      findings.error(
          "flow.unknown_variable",
          place,
          "Expected event, but found " + Words.quote(text) + ".",
          DidYouMean.or(
              "Triggers see event alone: there is no run yet; text stands in quotes.",
              text,
              List.of("event")));
      return;
    }
    String next;
    if (input.names().contains(text)) {
      next = "Did you mean 'input." + text + "'?";
    } else if (visible.get(text) != null) {
      next = "Did you mean 'steps." + text + "'?";
    } else {
      next =
          DidYouMean.or(
              "Expressions see input, steps, run and flow, and lap in a loop; text stands in"
                  + " quotes.",
              text,
              List.of("input", "steps", "run", "flow", "lap"));
    }
    findings.error(
        "flow.unknown_variable",
        place,
        "Expected input, steps, run, flow or lap, but found " + Words.quote(text) + ".",
        next);
  }

  private void use(Use use, IntFunction<Place> places, Visible visible) {
    if (use.variable().text().equals("lap")) {
      lapUse(use, places, visible);
      return;
    }
    if (use.path().isEmpty()) {
      return;
    }
    switch (use.variable().text()) {
      case "input" -> inputUse(use, places);
      case "steps" -> stepUses.check(use, places, visible);
      case "event" -> field(use, places, List.of("id", "name", "key", "data", "headers", "at"));
      case "run" -> field(use, places, List.of("id", "requester", "started_at", "draft"));
      default -> field(use, places, List.of("name", "release", "digest"));
    }
  }

  private void lapUse(Use use, IntFunction<Place> places, Visible visible) {
    if (visible.unknown()) {
      return;
    }
    List<StepSite> loops = new ArrayList<>();
    if (visible.loop() != null) {
      loops.add(visible.loop());
      loops.addAll(visible.loop().around());
    }
    Name at = use.variable();
    for (int depth = 0; ; depth++) {
      if (depth == loops.size()) {
        findings.error(
            "flow.no_loop",
            places.apply(at.offset()),
            "Expected 'lap' inside of a foreach or a repeat, but %s."
                .formatted(depth == 0 ? "there is none around here" : "no loop is around that one"),
            "Read it in the steps of a loop, or remove it.");
        return;
      }
      if (depth == use.path().size()) {
        return;
      }
      at = use.path().get(depth);
      if (!at.text().equals("outer")) {
        boolean each = loops.get(depth).action().equals("foreach");
        List<String> known = List.of(each ? "item" : "last", "number", "outer");
        if (!known.contains(at.text())) {
          findings.error(
              "flow.unknown_field",
              places.apply(at.offset()),
              "Expected a field of a lap of '%s', but found %s."
                  .formatted(loops.get(depth).id(), Words.quote(at.text())),
              DidYouMean.or("Use " + Words.or(known) + ".", at.text(), known));
        }
        return;
      }
    }
  }

  private void inputUse(Use use, IntFunction<Place> places) {
    InputShape.Unknown unknown = input.firstUnknown(use.path());
    if (unknown == null) {
      return;
    }
    String name = unknown.name().text();
    findings.error(
        "flow.unknown_input",
        places.apply(unknown.name().offset()),
        "Expected a field that the schema of the input declares, but found "
            + Words.quote(name)
            + ".",
        DidYouMean.or(
            unknown.known().isEmpty()
                ? "Declare it under 'input'."
                : "Declare it under 'input', or use " + Words.or(unknown.known()) + ".",
            name,
            unknown.known()));
  }

  private void field(Use use, IntFunction<Place> places, List<String> known) {
    Name name = use.path().getFirst();
    if (!known.contains(name.text())) {
      findings.error(
          "flow.unknown_field",
          places.apply(name.offset()),
          "Expected a field of '%s', but found %s."
              .formatted(use.variable().text(), Words.quote(name.text())),
          DidYouMean.or("Use " + Words.or(known) + ".", name.text(), known));
    }
  }
}
