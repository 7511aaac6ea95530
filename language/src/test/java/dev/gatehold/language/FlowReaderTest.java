package dev.gatehold.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Step;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, and where problems are found in text of every style. */
class FlowReaderTest {
  private static final FlowReader READER = new FlowReader();

  private static Reading read(String source) {
    return READER.read("flow.yaml", source, BadFilesTest.NAMES);
  }

  private static Problem only(String source) {
    Reading reading = read(source);
    assertThat(reading.problems()).hasSize(1);
    return reading.problems().getFirst();
  }

  private static String set(String values) {
    return "flow: a\ntitle: A\nsteps:\n  - id: x\n    set:\n" + values.indent(6);
  }

  @Test
  void aFileOfMoreThan256KibIsNotLookedAt() {
    String filler = "#" + "x".repeat(1023);
    String tooLarge = (filler + "\n").repeat(256) + "flow: a\n";
    assertThat(only(tooLarge).code()).isEqualTo("yaml.too_large");
    assertThat(only("é".repeat(131_073)).code()).isEqualTo("yaml.too_large");
    assertThat(only("[".repeat(20_000_000)).code()).isEqualTo("yaml.too_large");
  }

  @Test
  void oneHugeTextIsFine() {
    Reading reading =
        read(set("big: |\n  " + "x".repeat(200_000) + "\nquoted: \"" + "y ".repeat(20_000) + "\""));
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void nestingEndsBeforeItCanExhaustAStack() {
    assertThat(only("flow: " + "[".repeat(250_000)).code()).isEqualTo("yaml.too_deep");
    assertThat(only("a: ".repeat(60) + "b").code()).isEqualTo("yaml.syntax");
    assertThat(only("- ".repeat(100_000)).code()).isEqualTo("yaml.too_deep");
    assertThat(only("? ".repeat(100_000)).code()).isEqualTo("yaml.too_deep");
    assertThat(only("{a: ".repeat(50_000)).code()).isEqualTo("yaml.too_deep");
  }

  @Test
  void onlyTheFirstHundredProblemsAreListed() {
    String keys =
        IntStream.range(0, 150).mapToObj(i -> "zzz" + i + ": 1\n").collect(Collectors.joining());
    Reading reading = read("flow: a\ntitle: A\nsteps: [{ id: x, end: failed }]\n" + keys);
    assertThat(reading.problems()).hasSize(101);
    assertThat(reading.problems().getLast())
        .extracting(Problem::code, Problem::line, Problem::message)
        .containsExactly(
            "flow.too_many_problems", 104, "Expected at most 100 problems, but found 150.");
  }

  @Test
  void aFileHasAtMostTwoThousandExpressions() {
    String values =
        IntStream.range(0, 2_001)
            .mapToObj(i -> "v" + i + ": ${{ " + i + " }}\n")
            .collect(Collectors.joining());
    Problem problem = only(set(values));
    assertThat(problem.code()).isEqualTo("flow.too_many_expressions");
    assertThat(problem.line()).isEqualTo(5 + 2_001);
  }

  @Test
  void anExpressionThatMultipliesIsRefusedWhenTheFileIsChecked() {
    String source = "['a']" + ".map(x, [x, x])".repeat(20);
    assertThat(only(set("a: \"${{ " + source + " }}\"")).code())
        .isEqualTo("flow.expression_too_large");
  }

  @Test
  void aConnectorThatIsNotOfferedIsAnError() {
    String file = "flow: a\ntitle: A\nsteps: [{ id: x, exec: { command: [ls] } }]\n";
    Reading reading = READER.read("flow.yaml", file, new Names(null, Set.of(), List.of()));
    assertThat(reading.problems())
        .extracting(Problem::code, Problem::next)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "flow.unknown_connector", "This server runs no connectors."));
  }

  @Test
  void whatIsNotKnownHereIsNotChecked() {
    String file =
        """
        flow: a
        title: A
        steps:
          - id: x
            approval:
              title: Go?
              requires: { from: [group:nobody-knows, user:stranger] }
              exclude: [another]
        """;
    assertThat(READER.read("flow.yaml", file, Names.UNKNOWN).problems()).isEmpty();
    assertThat(read(file).problems())
        .extracting(Problem::code)
        .containsExactly("flow.unknown_group", "flow.unknown_user", "flow.unknown_user");
  }

  static String[] scalars() {
    return new String[] {
      "a: text ${{ oops }}",
      "a: 'it''s ''quoted'' ${{ oops }}'",
      "a: \"tab\\t quote\\\" \\u00e9 \\x41 \\U0001F600 ${{ oops }}\"",
      "a: \"folded\n\n   lines \\\n   and ${{ oops }}\"",
      "a: plain\n  over lines\n\n  ${{ oops }}",
      "a: |\n  literal\n    indented\n\n  ${{ oops }}",
      "a: >-  # folded\n  several words\n  in lines\n\n    more ${{ oops }}",
      "a: |2\n    two ${{ oops }}",
      "a: \"😀😀 ${{ oops }}\"",
      "a: { b: [1, 'x', \"${{ oops }}\"] }",
      "a: ${{\n    oops }}",
    };
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void problemsPointIntoTextOfEveryStyle(String scalar) {
    String file = set(scalar);
    Problem problem = only(file);
    String line = file.lines().toList().get(problem.line() - 1);
    assertThat(line.substring(line.offsetByCodePoints(0, problem.column() - 1))).startsWith("oops");
    assertThat(problem.code()).isEqualTo("flow.unknown_variable");
  }

  @Test
  void anHttpStepIsWorkWithTheParametersThatStandThere() {
    Reading reading =
        read(
            """
            flow: a
            title: A
            steps:
              - id: pay
                http: { connection: billing, method: POST, url: /pay, json: { sum: "${{ 1 + 1 }}" } }
              - id: note
                set: { id: "${{ steps.pay.output.json.id }}", why: "${{ steps.pay.error.code }}" }
            """);
    assertThat(reading.problems()).isEmpty();
    assertThat(Objects.requireNonNull(reading.flow()).steps().getFirst().action())
        .isInstanceOfSatisfying(
            Action.Work.class,
            work -> {
              assertThat(work.connector()).isEqualTo("http");
              assertThat(work.parameters().entries())
                  .containsOnlyKeys("connection", "method", "url", "json");
            });
  }

  @Test
  void aTaskStepIsWorkForAQueueAndCanBeUndoneByAnother() {
    Reading reading =
        read(
            """
            flow: a
            title: A
            input: { type: object, properties: { scene: { type: string } } }
            steps:
              - id: render
                timeout: 2h
                task: { queue: render, input: { scene: "${{ input.scene }}", n: 3 }, lease: 5m }
                rollback:
                  task: { queue: cleanup, input: "${{ steps.render.output.file }}" }
              - id: note
                set: { file: "${{ steps.render.output.file }}", why: "${{ steps.render.error.code }}" }
            """);
    assertThat(reading.problems()).isEmpty();
    Step render = Objects.requireNonNull(reading.flow()).steps().getFirst();
    assertThat(render.action())
        .isInstanceOfSatisfying(
            Action.Work.class,
            work -> {
              assertThat(work.connector()).isEqualTo("task");
              assertThat(work.parameters().entries()).containsOnlyKeys("queue", "input", "lease");
            });
    assertThat(Objects.requireNonNull(render.rollback()).work().connector()).isEqualTo("task");
  }
}
