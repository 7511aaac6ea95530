package dev.gatehold.server.page.request;

import dev.gatehold.server.page.JsonText;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.request.FormField.Choice;
import dev.gatehold.server.page.request.FormField.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a JSON Schema asks for, and the way back from what a browser sends to JSON
 * values. What does not fit a field's type is passed on as text, so that the one validator behind
 * the form says what is wrong with it.
 */
final class SchemaForm {
  static final String ON = "on";

  private static final String LOCAL_DATE = "\\d{4}-\\d\\d-\\d\\d";
  private static final String LOCAL_TIME = LOCAL_DATE + "T\\d\\d:\\d\\d";
  private static final int LONG_TEXT = 120;

  private final String prefix;
  private final String demand;
  private final Map<String, ?> properties;
  private final List<?> required;
  private final @Nullable Map<String, @Nullable Object> shown;

  private SchemaForm(
      String prefix,
      String demand,
      Map<?, ?> properties,
      List<?> required,
      @Nullable Map<String, @Nullable Object> shown) {
    this.prefix = prefix;
    this.demand = demand;
    Map<String, Object> named = new LinkedHashMap<>();
    properties.forEach((name, schema) -> {
      if (schema instanceof Map<?, ?>) {
        named.put(String.valueOf(name), schema);
      }
    });
    this.properties = named;
    this.required = required;
    this.shown = shown;
  }

  /**
   * An empty form; a schema without {@code properties} has no fields.
   *
   * @param prefix of the input names, and of the elements' ids
   * @param demand what is said of a field that must be filled
   */
  static SchemaForm asking(Map<String, @Nullable Object> schema, String prefix, String demand) {
    return new SchemaForm(prefix, demand, propertiesOf(schema), requiredOf(schema), null);
  }

  /** A form of these properties that shows the values they have now. */
  static SchemaForm editing(
      Map<String, @Nullable Object> schema,
      Collection<String> names,
      Map<String, @Nullable Object> values,
      String prefix) {
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    Map<?, ?> all = propertiesOf(schema);
    names.forEach(name -> some.put(name, all.get(name) instanceof Map<?, ?> map ? map : Map.of()));
    return new SchemaForm(prefix, "", some, List.of(), values);
  }

  /** The properties that a schema declares. */
  static Map<?, ?> propertiesOf(Map<String, @Nullable Object> schema) {
    return schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> requiredOf(Map<String, @Nullable Object> schema) {
    return schema.get("required") instanceof List<?> list ? list : List.of();
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
        fields.add(field(prefix + "-" + (fields.size() + 1), name, property, sent));
      }
    });
    return fields;
  }

  private FormField field(
      String id, String name, Map<?, ?> schema, @Nullable Map<String, String> sent) {
    Object initial = shown == null ? schema.get("default") : shown.get(name);
    Kind kind = kindOf(schema, initial);
    String input = prefix + "." + name;
    String value = sent == null ? written(initial, kind, schema) : sent.getOrDefault(input, "");
    boolean must = required.contains(name) && kind != Kind.SWITCH;
    return new FormField(
        id,
        name,
        input,
        VisibleText.line(schema.get("title") instanceof String title ? title : spoken(name)),
        schema.get("description") instanceof String text ? VisibleText.line(text) : null,
        kind,
        must,
        must ? demand : shown == null ? "optional" : "",
        value,
        choices(schema));
  }

  /** The control of a type, unless the value that it has to show does not fit that. */
  private Kind kindOf(Map<?, ?> schema, @Nullable Object initial) {
    Kind kind = kindOf(schema);
    if (shown == null || initial == null) {
      return kind;
    }
    String text = written(initial, kind, schema);
    return switch (kind) {
      case DATE_TIME -> text.matches(LOCAL_TIME) ? kind : Kind.LINE;
      case DATE -> text.matches(LOCAL_DATE) ? kind : Kind.LINE;
      case NUMBER, WHOLE_NUMBER -> initial instanceof Number ? kind : Kind.LINE;
      case LINE -> text.contains("\n") || text.length() > LONG_TEXT ? Kind.TEXT : kind;
      case CHOICE -> text.isEmpty() ? Kind.JSON : kind;
      case SWITCH -> initial instanceof Boolean ? kind : Kind.JSON;
      case TEXT, JSON -> kind;
    };
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

  /**
   * Only what was changed, by property; what was emptied is the empty text. A value that comes back
   * as it was shown is no change, whatever a browser did to its line breaks, and neither is one
   * that does not come back; only a switch that is off is not sent.
   */
  Map<String, @Nullable Object> changes(Map<String, String> sent) {
    Map<String, FormField> before = new LinkedHashMap<>();
    fresh().forEach(field -> before.put(field.name(), field));
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    for (FormField field : typed(sent)) {
      FormField shownField = Objects.requireNonNull(before.get(field.name()));
      boolean came = field.kind() == Kind.SWITCH || sent.containsKey(field.input());
      if (came && !unified(field.value()).equals(unified(shownField.value()))) {
        changes.put(
            field.name(),
            field.kind() == Kind.SWITCH ? field.on() : field.value().isBlank() ? "" : value(field));
      }
    }
    return changes;
  }

  private static String unified(String text) {
    return text.replace("\r\n", "\n");
  }

  private @Nullable Object value(FormField field) {
    String text = unified(field.value());
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
