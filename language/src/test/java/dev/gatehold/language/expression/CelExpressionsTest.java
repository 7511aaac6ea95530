package dev.gatehold.language.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionsTest {
  private final Expressions expressions = new CelExpressions();

  private static final Scope SCOPE = scope();

  private static Scope scope() {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("amount", 5L);
    input.put("price", 2.5);
    input.put("name", "Zoë 😀");
    input.put("nothing", null);
    input.put("tags", List.of("b", "a"));
    input.put("owner", Map.of("name", "alice"));
    return new Scope(
        Json.freezeObject(
            Map.of(
                "input", input,
                "steps", Map.of("my-plan", Map.of("status", "completed")),
                "run", Map.of("id", "r1", "draft", true),
                "flow", Map.of("name", "deploy", "release", 3L))));
  }

  private @Nullable Object evaluate(String source) {
    return expressions.evaluate(source, SCOPE);
  }

  @Test
  void valuesAreJsonValues() {
    assertThat(evaluate("input.amount * 2")).isEqualTo(10L);
    assertThat(evaluate("input.price * 2.0")).isEqualTo(5.0);
    assertThat(evaluate("input.name + '!'")).isEqualTo("Zoë 😀!");
    assertThat(evaluate("input.amount > 4.5")).isEqualTo(true);
    assertThat(evaluate("input.nothing")).isNull();
    assertThat(evaluate("input.nothing == null")).isEqualTo(true);
    assertThat(evaluate("[1, 'a', null, 2.0, true]")).isEqualTo(listOf(1L, "a", null, 2.0, true));
    assertThat(evaluate("{'b': 1, 'a': {'c': input.tags}}"))
        .isEqualTo(Map.of("b", 1L, "a", Map.of("c", List.of("b", "a"))));
    assertThat(evaluate("7u")).isEqualTo(7L);
    assertThat(evaluate("input")).isEqualTo(SCOPE.variables().get("input"));
  }

  private static List<@Nullable Object> listOf(@Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value);
    }
    return list;
  }

  @Test
  void instantsAndDurationsBecomeText() {
    assertThat(evaluate("timestamp('2026-11-22T09:30:00+01:00') + duration('90s')"))
        .isEqualTo("2026-11-22T08:31:30Z");
    assertThat(evaluate("duration('5400s')")).isEqualTo("1h30m");
    assertThat(evaluate("duration('1.0000001s')")).isEqualTo("PT1.0000001S");
    assertThat(evaluate("duration('-1s')")).isEqualTo("PT-1S");
  }

  @Test
  void macrosAndTextFunctionsAreThere() {
    assertThat(evaluate("has(input.amount) && !has(input.missing)")).isEqualTo(true);
    assertThat(evaluate("input.tags.exists(t, t == 'a') && input.tags.all(t, size(t) == 1)"))
        .isEqualTo(true);
    assertThat(evaluate("input.tags.map(t, t.upperAscii()).join(', ')")).isEqualTo("B, A");
    assertThat(evaluate("' x '.trim().substring(0, 1) + 'a-b'.split('-')[1]")).isEqualTo("xb");
    assertThat(evaluate("steps['my-plan'].status")).isEqualTo("completed");
    assertThat(evaluate("flow.release + 1")).isEqualTo(4L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          input.missing          | there is no 'missing'. Ask with has() first where it may be missing.
          input.missing.deeper   | there is no 'missing'. Ask with has() first where it may be missing.
          input.price * 2        | '*' cannot take these values. Convert one of them with int(), double() or string().
          string(input.owner)    | 'string' cannot take these values. Convert one of them with int(), double() or string().
          input.amount / 0       | it divides by zero.
          9223372036854775807 + input.amount | a number becomes too large.
          b'abc'                 | the result is neither text, a number, true, false, null, a list nor an object.
          0.0 / 0.0              | the result is the number NaN.
          {1: 2}                 | the result is an object with the key 1, which is not text.
          18446744073709551615u  | the result 18446744073709551615 is too large a number.
          amount > 5             | Expected input, steps, run or flow, but found 'amount'.
          input.amount >         | Expected a complete expression, but it ends too early.
          """)
  void whatCannotBeEvaluatedIsSaidInASentence(String source, String problem) {
    assertThatThrownBy(() -> evaluate(source))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("Expected to evaluate '" + source + "', but: " + problem);
  }

  @Test
  void aConditionMustBeTrueOrFalse() {
    assertThat(expressions.test("run.draft", SCOPE)).isTrue();
    assertThatThrownBy(() -> expressions.test("run.id", SCOPE))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("expected true or false, but found r1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Runtime.getRuntime()",
        "input.getClass()",
        "input.name.getClass().forName('java.lang.Runtime')",
        "java.lang.System",
        "google.protobuf.Struct{}",
        "type(input).getName()",
        "'a'.replace('a', 'aa')",
        "''.class",
      })
  void nothingOfJavaIsWithinReach(String source) {
    assertThatThrownBy(() -> evaluate(source)).isInstanceOf(ExpressionException.class);
  }

  @Test
  void loopsHaveABudgetForTheWholeExpression() {
    String ten = "[1,2,3,4,5,6,7,8,9,10]";
    String source = "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, true))))".formatted(ten);
    assertThatThrownBy(() -> evaluate(source))
        .isInstanceOf(ExpressionException.class)
        .hasMessageEndingWith("it takes more than 1000 steps.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[x, x]", "x + x", "{'a': x, 'b': x}", "[1, 2, 3].map(y, x)"})
  void loopsCannotMultiplyWhatTheyRead(String step) {
    String source = "['aa']" + ".map(x, %s)".formatted(step).repeat(20);
    assertThatThrownBy(() -> evaluate(source))
        .isInstanceOf(ExpressionException.class)
        .hasMessageEndingWith("this one multiplies what it reads.");
  }

  @Test
  void loopsInLoopsAndAfterLoopsAreFine() {
    assertThat(evaluate("input.tags.map(x, input.tags.map(y, x + y + input.name))"))
        .isInstanceOf(List.class);
    assertThat(
            evaluate(
                "input.tags.filter(t, t != 'c').map(t, {'tag': t, 'by': run.id})"
                    + ".map(t, t.tag + t.by).exists(t, t == 'ar1')"))
        .isEqualTo(true);
  }

  @Test
  void resultsHaveASize() {
    Scope scope = new Scope(Map.of("input", Map.of("text", "x".repeat(600_000))));
    assertThatThrownBy(() -> expressions.evaluate("[input.text, input.text]", scope))
        .isInstanceOf(ExpressionException.class)
        .hasMessageEndingWith("the result is too large.");
  }

  @Test
  void expressionsHaveALengthAndADepth() {
    for (String source :
        List.of(
            "'" + "x".repeat(5_000) + "'",
            "(".repeat(500) + "1" + ")".repeat(500),
            "[".repeat(500) + "]".repeat(500),
            "1" + "+1".repeat(1_500))) {
      assertThatThrownBy(() -> evaluate(source)).isInstanceOf(ExpressionException.class);
    }
  }

  @Test
  void patternsTakeLinearTime() {
    assertThat(evaluate("'" + "a".repeat(1_000) + "b'.matches('^(a+)+$')")).isEqualTo(false);
  }

  @Test
  void textThatArrivesAsDataIsNeverEvaluated() {
    Scope scope = new Scope(Map.of("input", Map.of("name", "${{ 1 + 1 }}")));
    assertThat(new Template.Expression("input.name").render(expressions, scope))
        .isEqualTo("${{ 1 + 1 }}");
  }

  @Test
  void manyThreadsGetTheSameAnswers() throws InterruptedException, ExecutionException {
    List<Callable<@Nullable Object>> calls = new ArrayList<>();
    IntStream.range(0, 2_000).forEach(i -> calls.add(() -> evaluate("input.amount + " + (i % 40))));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<@Nullable Object>> answers = threads.invokeAll(calls);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(5L + i % 40);
      }
    }
  }
}
