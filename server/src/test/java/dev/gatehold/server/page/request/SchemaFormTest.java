package dev.gatehold.server.page.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.server.page.request.FormField.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaFormTest {
  private static SchemaForm form(String name, Map<String, ? extends @Nullable Object> schema) {
    return SchemaForm.asking(
        Map.of("properties", Map.of(name, schema), "required", List.of(name)), "form", "needed");
  }

  private static FormField field(Map<String, ? extends @Nullable Object> schema) {
    return form("start_at", schema).fresh().getFirst();
  }

  private static @Nullable Object sent(
      Map<String, ? extends @Nullable Object> schema, String text) {
    return form("x", schema).values(Map.of("form.x", text)).get("x");
  }

  @Test
  void everyTypeHasItsControl() {
    assertThat(field(Map.of("type", "string")).kind()).isEqualTo(Kind.LINE);
    assertThat(field(Map.of("type", "string", "maxLength", 2_000L)).kind()).isEqualTo(Kind.TEXT);
    assertThat(field(Map.of("type", "string", "format", "date")).inputType()).isEqualTo("date");
    assertThat(field(Map.of("type", "string", "format", "date-time")).inputType())
        .isEqualTo("datetime-local");
    assertThat(field(Map.of("type", "integer")).kind()).isEqualTo(Kind.WHOLE_NUMBER);
    assertThat(field(Map.of("type", "number")).inputType()).isEqualTo("number");
    assertThat(field(Map.of("type", "boolean")).kind()).isEqualTo(Kind.SWITCH);
    assertThat(field(Map.of("enum", List.of("a", 2L))).kind()).isEqualTo(Kind.CHOICE);
    assertThat(field(Map.of("type", "array")).kind()).isEqualTo(Kind.JSON);
    assertThat(field(Map.of()).kind()).isEqualTo(Kind.JSON);
  }

  @Test
  void aFieldIsNamedForPeopleAndMarkedAsRequired() {
    assertThat(field(Map.of("type", "string")).label()).isEqualTo("Start at");
    assertThat(field(Map.of("type", "string", "title", "Begin")).label()).isEqualTo("Begin");
    assertThat(field(Map.of("type", "string")).required()).isTrue();
    assertThat(field(Map.of("type", "boolean")).required())
        .as("a switch is always answered")
        .isFalse();
  }

  @Test
  void whatIsSentBecomesTheValueOfItsType() {
    assertThat(sent(Map.of("type", "string"), " as typed ")).isEqualTo(" as typed ");
    assertThat(sent(Map.of("type", "integer"), "42")).isEqualTo(42);
    assertThat(sent(Map.of("type", "number"), "1.5")).isEqualTo(1.5);
    assertThat(sent(Map.of("type", "boolean"), "on")).isEqualTo(true);
    assertThat(sent(Map.of("enum", List.of("a", 2L)), "1")).isEqualTo(2L);
    assertThat(sent(Map.of("type", "array"), "[1]")).isEqualTo(List.of(1));
    assertThat(sent(Map.of("type", "string", "format", "date-time"), "2026-11-22T19:00"))
        .isEqualTo("2026-11-22T19:00:00Z");
  }

  @Test
  void whatDoesNotFitIsPassedOnForTheValidatorToRefuse() {
    assertThat(sent(Map.of("type", "integer"), "many")).isEqualTo("many");
    assertThat(sent(Map.of("enum", List.of("a")), "7")).isEqualTo("7");
    assertThat(sent(Map.of("type", "array"), "[1")).isEqualTo("[1");
    assertThat(sent(Map.of("type", "string", "format", "date-time"), "soon")).isEqualTo("soon");
  }

  @Test
  void whatIsLeftEmptyIsAbsentAndAnUntouchedSwitchIsOff() {
    assertThat(form("x", Map.of("type", "string")).values(Map.of("form.x", "  "))).isEmpty();
    assertThat(form("x", Map.of("type", "boolean")).values(Map.of())).isEqualTo(Map.of("x", false));
    assertThat(form("x", Map.of("type", "string")).values(Map.of("form.y", "not asked for")))
        .isEmpty();
  }

  @Test
  void whatWasTypedComesBack() {
    FormField typed =
        form("x", Map.of("type", "integer")).typed(Map.of("form.x", "many")).getFirst();
    assertThat(typed.value()).isEqualTo("many");
    assertThat(form("x", Map.of("type", "boolean")).typed(Map.of("form.x", "on")).getFirst().on())
        .isTrue();
  }

  @Test
  void defaultsAreFilledIn() {
    Map<String, @Nullable Object> choice = new LinkedHashMap<>();
    choice.put("enum", List.of("low", "high"));
    choice.put("default", "high");
    assertThat(field(choice).value()).isEqualTo("1");
    assertThat(field(Map.of("type", "boolean", "default", true)).on()).isTrue();
    assertThat(
            field(
                    Map.of(
                        "type", "string", "format", "date-time", "default", "2026-11-22T19:00:00Z"))
                .value())
        .isEqualTo("2026-11-22T19:00");
  }

  @Test
  void aSchemaWithoutPropertiesAsksForNothing() {
    assertThat(SchemaForm.asking(Map.of(), "form", "").fresh()).isEmpty();
    assertThat(SchemaForm.asking(Map.of("properties", "odd"), "form", "").fresh()).isEmpty();
  }

  private static SchemaForm editing(Map<String, ? extends @Nullable Object> schema, Object value) {
    return SchemaForm.editing(
        Map.of("properties", Map.of("x", schema)), List.of("x"), Map.of("x", value), "edit");
  }

  @Test
  void whatComesBackAsItWasShownIsNoChange() {
    assertThat(
            editing(Map.of("type", "string"), "one\ntwo").changes(Map.of("edit.x", "one\r\ntwo")))
        .isEmpty();
    assertThat(
            editing(Map.of("type", "string", "format", "date-time"), "2026-11-22T19:00:30Z")
                .changes(Map.of("edit.x", "2026-11-22T19:00")))
        .isEmpty();
    assertThat(editing(Map.of("type", "boolean"), false).changes(Map.of())).isEmpty();
    assertThat(editing(Map.of("enum", List.of("a")), "b").changes(Map.of("edit.x", "\"b\"")))
        .isEmpty();
  }

  @Test
  void whatComesBackOtherwiseIsTheChange() {
    assertThat(editing(Map.of("type", "integer"), 100L).changes(Map.of("edit.x", "90")))
        .isEqualTo(Map.of("x", 90));
    assertThat(editing(Map.of("type", "string"), "a").changes(Map.of("edit.x", "")))
        .isEqualTo(Map.of("x", ""));
    assertThat(editing(Map.of("type", "boolean"), true).changes(Map.of()))
        .isEqualTo(Map.of("x", false));
  }

  @Test
  void aValueThatItsControlCannotShowGetsOneThatCan() {
    assertThat(editing(Map.of("type", "string"), "one\ntwo").fresh().getFirst().kind())
        .isEqualTo(Kind.TEXT);
    assertThat(editing(Map.of("type", "integer"), "many").fresh().getFirst().kind())
        .isEqualTo(Kind.LINE);
    assertThat(
            editing(Map.of("type", "string", "format", "date-time"), "2026-11-22T19:00:00+02:00")
                .fresh()
                .getFirst()
                .kind())
        .isEqualTo(Kind.LINE);
  }
}
