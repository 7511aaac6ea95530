package dev.gatehold.language.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import dev.gatehold.core.value.Durations;
import dev.gatehold.core.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON values as CEL wants them, and CEL's values as JSON. */
final class CelValues {
  /** How many values a result may hold, counted through shared parts. */
  private static final int MAX_VALUES = 100_000;

  /** How much text a result may hold, in characters. */
  private static final int MAX_TEXT = 1024 * 1024;

  private int values;
  private long text;

  private CelValues() {}

  /** The value with CEL's own null in the place of Java's; the same object when it has none. */
  static Object toCel(@Nullable Object value) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case List<?> list when holdsNull(list) -> list.stream().map(CelValues::toCel).toList();
      case Map<?, ?> map when holdsNull(map) -> {
        Map<Object, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, item) -> copy.put(key, toCel(item)));
        yield copy;
      }
      default -> value;
    };
  }

  private static boolean holdsNull(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case List<?> list -> list.stream().anyMatch(CelValues::holdsNull);
      case Map<?, ?> map -> map.values().stream().anyMatch(CelValues::holdsNull);
      default -> false;
    };
  }

  /**
   * The JSON value of a result.
   *
   * @throws IllegalArgumentException for one that JSON does not have, or that is too large
   */
  static @Nullable Object toJson(Object result) {
    return Json.freeze(new CelValues().json(result, 0));
  }

  private @Nullable Object json(Object value, int depth) {
    if (++values > MAX_VALUES || depth > Json.MAX_DEPTH) {
      throw new IllegalArgumentException("the result is too large");
    }
    return switch (value) {
      case NullValue _ -> null;
      case Boolean truth -> truth;
      case Long number -> number;
      case Double number -> finite(number);
      case UnsignedLong number -> signed(number);
      case String string -> counted(string);
      case Instant instant -> DateTimeFormatter.ISO_INSTANT.format(instant);
      case Duration duration -> duration(duration);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>(list.size());
        for (Object item : list) {
          items.add(json(item, depth + 1));
        }
        yield items;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> fields = LinkedHashMap.newLinkedHashMap(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          fields.put(key(entry.getKey()), json(entry.getValue(), depth + 1));
        }
        yield fields;
      }
      default ->
          throw new IllegalArgumentException(
              "the result is neither text, a number, true, false, null, a list nor an object");
    };
  }

  private String key(Object key) {
    if (key instanceof String name) {
      return counted(name);
    }
    throw new IllegalArgumentException(
        "the result is an object with the key " + key + ", which is not text");
  }

  private String counted(String string) {
    text += string.length();
    if (text > MAX_TEXT) {
      throw new IllegalArgumentException("the result is too large");
    }
    return string;
  }

  private static Double finite(Double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("the result is the number " + number);
    }
    return number;
  }

  private static Long signed(UnsignedLong number) {
    if (number.compareTo(UnsignedLong.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("the result " + number + " is too large a number");
    }
    return number.longValue();
  }

  /** As {@link Durations} reads it back: the short form, or ISO 8601 where that would lose time. */
  private static String duration(Duration duration) {
    boolean exact =
        !duration.isNegative() && duration.equals(Duration.ofMillis(duration.toMillis()));
    return exact ? Durations.format(duration) : duration.toString();
  }
}
