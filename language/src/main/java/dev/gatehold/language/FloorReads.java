package dev.gatehold.language;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Template;
import dev.gatehold.language.expression.Analysis.Use;
import dev.gatehold.language.expression.CelAnalyzer;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks whether what a floor reads can be there when a gate of this flow opens. A floor is written
 * for many flows: what it asks for with {@code has()} may be missing.
 */
final class FloorReads {
  private final CelAnalyzer analyzer;
  private final InputShape input;
  private final Findings findings;

  FloorReads(CelAnalyzer analyzer, InputShape input, Findings findings) {
    this.analyzer = analyzer;
    this.input = input;
    this.findings = findings;
  }

  /**
   * Checks one floor at one gate.
   *
   * @param visible the steps that are behind the run when the gate opens
   */
  void check(Floor floor, String gate, Visible visible, Place place) {
    Set<String> missing = new TreeSet<>();
    expressions(floor.requires())
        .filter(source -> !source.contains("has("))
        .flatMap(source -> analyzer.analyze(source).uses().stream())
        .filter(use -> isMissing(use, visible))
        .forEach(use -> missing.add(use.variable().text() + "." + use.path().getFirst().text()));
    if (!missing.isEmpty()) {
      findings.warning(
          "floor.unreadable",
          place,
          "Expected floor '%s' to find %s when gate '%s' opens, but nothing here gives that."
              .formatted(floor.name(), Words.and(missing), gate),
          "Give it, for the gate cannot open without; or let the floor ask with has() first.");
    }
  }

  private boolean isMissing(Use use, Visible visible) {
    return !use.path().isEmpty()
        && switch (use.variable().text()) {
          case "input" -> input.firstUnknown(use.path().subList(0, 1)) != null;
          case "steps" -> visible.get(use.path().getFirst().text()) == null;
          default -> false;
        };
  }

  private static Stream<String> expressions(Requires requires) {
    return switch (requires) {
      case Requires.People people ->
          Stream.concat(
              Stream.ofNullable(people.when()),
              Stream.concat(people.from().stream(), people.about().stream())
                  .flatMap(FloorReads::expressions));
      case Requires.All(var parts) -> each(parts);
      case Requires.Any(var parts) -> each(parts);
      case Requires.Some(_, var parts) -> each(parts);
      case Requires.Stages(var parts) -> each(parts);
    };
  }

  private static Stream<String> each(List<Requires> parts) {
    return parts.stream().flatMap(FloorReads::expressions);
  }

  private static Stream<String> expressions(Template template) {
    return switch (template) {
      case Template.Literal _, Template.Secret _ -> Stream.of();
      case Template.Expression(var source) -> Stream.of(source);
      case Template.Text(var parts) -> parts.stream().flatMap(FloorReads::expressions);
      case Template.Sequence(var items) -> items.stream().flatMap(FloorReads::expressions);
      case Template.Mapping(var entries) ->
          entries.values().stream().flatMap(FloorReads::expressions);
    };
  }
}
