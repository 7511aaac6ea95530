package dev.gatehold.language.schema;

import dev.gatehold.language.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Puts violations of a schema into sentences: "Expected …, but found …." */
final class SchemaSentences {
  private static final Map<String, String> TYPES =
      Map.of(
          "string", "text",
          "integer", "a whole number",
          "number", "a number",
          "boolean", "true or false",
          "array", "a list",
          "object", "an object",
          "null", "null");

  private static final Map<String, String> FORMATS =
      Map.of(
          "date-time", "an RFC 3339 instant such as 2026-11-22T09:30:00Z",
          "date", "a date such as 2026-11-22",
          "time", "a time such as 09:30:00Z",
          "duration", "an ISO 8601 duration such as PT4H",
          "email", "an e-mail address",
          "uri", "an absolute URI",
          "uuid", "a UUID",
          "ipv4", "an IPv4 address",
          "ipv6", "an IPv6 address",
          "hostname", "a host name");

  private SchemaSentences() {}

  /**
   * The sentence about a violation.
   *
   * @param place the value as the sentence names it: {@code 'amount'}, {@code item 2 of 'tags'}
   * @param value what stands there
   */
  static String of(Violation violation, String place, @Nullable Object value) {
    JsonNode limit = violation.limit();
    String property = Words.quote(violation.property() == null ? "" : violation.property());
    return switch (violation.keyword()) {
      case "required", "dependentRequired" ->
          "Expected " + property + in(violation, place) + ", but it is missing.";
      case "additionalProperties", "unevaluatedProperties" ->
          "Expected only known keys" + in(violation, place) + ", but found " + property + ".";
      case "propertyNames" ->
          "Expected another name" + in(violation, place) + ", but found " + property + ".";
      case "minItems" -> counted(place, "at least", limit, "item", size(value));
      case "maxItems" -> counted(place, "at most", limit, "item", size(value));
      case "minProperties" -> counted(place, "at least", limit, "key", size(value));
      case "maxProperties" -> counted(place, "at most", limit, "key", size(value));
      case "minLength" -> counted(place, "at least", limit, "character", size(value));
      case "maxLength" -> counted(place, "at most", limit, "character", size(value));
      case "uniqueItems" ->
          "Expected every item of " + place + " once, but one stands there twice.";
      default ->
          "Expected "
              + place
              + " to be "
              + phrase(violation)
              + ", but found "
              + Words.value(value)
              + ".";
    };
  }

  /** What a value should be, as the end of "to be …". */
  private static String phrase(Violation violation) {
    JsonNode limit = violation.limit();
    return switch (violation.keyword()) {
      case "type" -> Words.or(types(limit));
      case "enum" -> Words.or(texts(limit));
      case "const" -> text(limit);
      case "minimum" -> text(limit) + " or more";
      case "maximum" -> text(limit) + " or less";
      case "exclusiveMinimum" -> "more than " + text(limit);
      case "exclusiveMaximum" -> "less than " + text(limit);
      case "multipleOf" -> "a multiple of " + text(limit);
      case "pattern" -> "text like " + text(limit);
      case "format" -> FORMATS.getOrDefault(text(limit), "text of the format " + text(limit));
      case "oneOf", "anyOf" -> "one of the alternatives of its schema";
      case "not" -> "something else";
      default -> "as its schema says in '" + violation.keyword() + "'";
    };
  }

  static List<String> types(JsonNode limit) {
    return texts(limit).stream().map(type -> TYPES.getOrDefault(type, type)).toList();
  }

  /** The texts of a list, or of the only value. */
  static List<String> texts(JsonNode limit) {
    if (!limit.isArray()) {
      return List.of(text(limit));
    }
    List<String> texts = new ArrayList<>();
    limit.forEach(item -> texts.add(text(item)));
    return texts;
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }

  private static String in(Violation violation, String place) {
    return violation.path().isEmpty() ? "" : " in " + place;
  }

  private static String counted(String place, String bound, JsonNode limit, String unit, int size) {
    String plural = limit.intValue(0) == 1 ? unit : unit + "s";
    return "Expected "
        + place
        + " to have "
        + bound
        + " "
        + limit
        + " "
        + plural
        + ", but it has "
        + (size == 0 ? "none" : size)
        + ".";
  }

  private static int size(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case String text -> text.codePointCount(0, text.length());
      case null, default -> 0;
    };
  }
}
