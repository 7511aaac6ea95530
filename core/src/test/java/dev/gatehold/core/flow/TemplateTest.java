package dev.gatehold.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Template.Expression;
import dev.gatehold.core.flow.Template.Literal;
import dev.gatehold.core.flow.Template.Mapping;
import dev.gatehold.core.flow.Template.Sequence;
import dev.gatehold.core.flow.Template.Text;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private final Formulas formulas = new Formulas();
  private final Scope scope =
      new Scope(Map.of("input", input("name", "web", "count", 3, "none", null)));

  private static Map<String, @Nullable Object> input(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> input = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      input.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return input;
  }

  @Test
  void one_expression_keeps_its_type() {
    assertThat(new Expression("input.count").render(formulas, scope)).isEqualTo(3L);
    assertThat(new Expression("input.none").render(formulas, scope)).isNull();
  }

  @Test
  void text_writes_values_as_text_null_as_nothing_and_objects_as_json() {
    Template text =
        new Text(
            List.of(
                Template.text("Ship "),
                new Expression("input.name"),
                Template.text(" x"),
                new Expression("input.count"),
                new Expression("input.none"),
                Template.text(" "),
                new Literal(Map.of("b", 1, "a", List.of(true)))));
    assertThat(text.render(formulas, scope)).isEqualTo("Ship web x3 {\"a\":[true],\"b\":1}");
  }

  @Test
  void lists_and_objects_keep_their_shape_and_order() {
    Map<String, Template> entries = new LinkedHashMap<>();
    entries.put("z", new Sequence(List.of(new Expression("input.none"), Template.text("x"))));
    entries.put("a", new Expression("input.count"));
    Map<String, @Nullable Object> rendered = new Mapping(entries).renderObject(formulas, scope);
    assertThat(rendered.keySet()).containsExactly("z", "a");
    assertThat(rendered.get("z")).isEqualTo(Arrays.asList(null, "x"));
    assertThat(rendered.get("a")).isEqualTo(3L);
  }

  @Test
  void text_that_arrives_as_data_is_never_searched_for_expressions() {
    Scope hostile = new Scope(Map.of("input", Map.of("name", "${{ input.secret }}")));
    assertThat(new Expression("input.name").renderText(formulas, hostile))
        .isEqualTo("${{ input.secret }}");
  }

  @Test
  void an_expression_that_cannot_be_evaluated_is_not_rendered_as_something_else() {
    Template text = new Text(List.of(Template.text("x"), new Expression("input.missing")));
    assertThatThrownBy(() -> text.render(formulas, scope))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("Expected to evaluate 'input.missing', but: there is no 'missing'");
  }

  @Test
  void a_value_that_json_does_not_have_is_refused() {
    Formulas strange = new Formulas().with("now", _ -> Instant.EPOCH);
    assertThatThrownBy(() -> new Expression("now").render(strange, scope))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_condition_is_true_or_false_and_nothing_else() {
    assertThat(formulas.test("true", scope)).isTrue();
    assertThat(formulas.test("false", scope)).isFalse();
    for (String other : List.of("input.none", "input.count", "input.name")) {
      assertThatThrownBy(() -> formulas.test(other, scope)).isInstanceOf(ExpressionException.class);
    }
  }
}
