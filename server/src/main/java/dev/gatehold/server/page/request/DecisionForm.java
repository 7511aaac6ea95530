package dev.gatehold.server.page.request;

import dev.gatehold.server.page.JsonText;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.request.FormField.Choice;
import dev.gatehold.server.page.request.FormField.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a gate's form schema asks for, and the way back from what a browser sends to JSON
 * values. What does not fit a field's type is passed on as text, so that the one validator behind
 * the form says what is wrong with it.
 */
final class DecisionForm {
  static final String ON = "on";

  private static final String PREFIX = "form.";
  private static final int LONG_TEXT = 120;

  private final Map<?, ?> properties;
  private final List<?> required;

  /** The form of this JSON Schema; without {@code properties} it has no fields. */
  DecisionForm(Map<String, @Nullable Object> schema) {
    properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    required = schema.get("required") instanceof List<?> list ? list : List.of();
  }

  /** The fields as they stand before anybody typed. */
  List<FormField> fresh() {
    return fields(null);
  }

  /** The fields with what was typed, by input name. */
  List<FormField> typed(Map<String, String> sent) {
    return fields(sent);
  }

  private List<FormField> fields(@Nullable Map<String, String> sent) {
    List<FormField> fields = new ArrayList<>();
    properties.forEach((name, schema) -> {
      if (schema instanceof Map<?, ?> property) {
        fields.add(field("field-" + (fields.size() + 1), String.valueOf(name), property, sent));
      }
    });
    return fields;
  }

  private FormField field(
      String id, String name, Map<?, ?> schema, @Nullable Map<String, String> sent) {
    Kind kind = kindOf(schema);
    String input = PREFIX + name;
    String value =
        sent == null ? written(schema.get("default"), kind, schema) : sent.getOrDefault(input, "");
    return new FormField(
        id,
        name,
        input,
        VisibleText.line(schema.get("title") instanceof String title ? title : spoken(name)),
        schema.get("description") instanceof String text ? VisibleText.line(text) : null,
        kind,
        required.contains(name) && kind != Kind.SWITCH,
        value,
        choices(schema));
  }

  private static String spoken(String name) {
    String words = name.replaceAll("[_-]+", " ").strip();
    return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static Kind kindOf(Map<?, ?> schema) {
    if (schema.get("enum") instanceof List<?>) {
      return Kind.CHOICE;
    }
    return switch (schema.get("type")) {
      case String type when type.equals("boolean") -> Kind.SWITCH;
      case String type when type.equals("integer") -> Kind.WHOLE_NUMBER;
      case String type when type.equals("number") -> Kind.NUMBER;
      case String type when type.equals("string") -> kindOfText(schema);
      case null, default -> Kind.JSON;
    };
  }

  private static Kind kindOfText(Map<?, ?> schema) {
    if ("date-time".equals(schema.get("format"))) {
      return Kind.DATE_TIME;
    }
    if ("date".equals(schema.get("format"))) {
      return Kind.DATE;
    }
    boolean roomy = schema.get("maxLength") instanceof Number most && most.longValue() > LONG_TEXT;
    return roomy ? Kind.TEXT : Kind.LINE;
  }

  private static List<Choice> choices(Map<?, ?> schema) {
    List<Choice> choices = new ArrayList<>();
    if (schema.get("enum") instanceof List<?> values) {
      for (Object value : values) {
        choices.add(new Choice(String.valueOf(choices.size()), VisibleText.line(said(value))));
      }
    }
    return choices;
  }

  private static String said(@Nullable Object value) {
    return value instanceof String text ? text : JsonText.compact(value);
  }

  private static String written(@Nullable Object value, Kind kind, Map<?, ?> schema) {
    if (value == null) {
      return "";
    }
    return switch (kind) {
      case SWITCH -> value.equals(true) ? ON : "";
      case CHOICE ->
          schema.get("enum") instanceof List<?> values && values.contains(value)
              ? String.valueOf(values.indexOf(value))
              : "";
      case DATE_TIME -> said(value).replaceFirst("(:\\d\\d)?(\\.\\d+)?Z$", "");
      case JSON -> JsonText.compact(value);
      case LINE, TEXT, NUMBER, WHOLE_NUMBER, DATE -> said(value);
    };
  }

  /** The JSON values of what a browser sent, by property; what was left empty is absent. */
  Map<String, @Nullable Object> values(Map<String, String> sent) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (FormField field : typed(sent)) {
      if (field.kind() == Kind.SWITCH) {
        values.put(field.name(), field.on());
      } else if (!field.value().isBlank()) {
        values.put(field.name(), value(field));
      }
    }
    return values;
  }

  private @Nullable Object value(FormField field) {
    String text = field.value();
    return switch (field.kind()) {
      case LINE, TEXT, DATE, SWITCH -> text;
      case WHOLE_NUMBER, NUMBER -> number(text.strip());
      case CHOICE -> chosen(field, text);
      case DATE_TIME -> instant(text);
      case JSON -> JsonText.parse(text).orElse(text);
    };
  }

  private static Object number(String text) {
    return JsonText.parse(text).filter(Number.class::isInstance).orElse(text);
  }

  private @Nullable Object chosen(FormField field, String index) {
    List<?> values =
        properties.get(field.name()) instanceof Map<?, ?> schema
                && schema.get("enum") instanceof List<?> list
            ? list
            : List.of();
    for (int i = 0; i < values.size(); i++) {
      if (index.equals(String.valueOf(i))) {
        return values.get(i);
      }
    }
    return index;
  }

  /** A browser sends {@code 2026-11-22T19:00} without a zone; the page says that UTC is meant. */
  private static String instant(String text) {
    return switch (text.length()) {
      case 16 -> text + ":00Z";
      case 19 -> text + "Z";
      default -> text;
    };
  }
}
