package dev.gatehold.core.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as plain Java: {@code null}, {@link Boolean}, {@link Long}, {@link Double}, {@link
 * String}, {@link List} and {@link Map} with string keys. Everything that a journal remembers has
 * this form.
 */
public final class Json {
  /** How deep a value may nest; deeper ones are refused before they can exhaust a stack. */
  public static final int MAX_DEPTH = 64;

  private Json() {}

  /**
   * An immutable deep copy in normal form: whole numbers become {@code Long}, other numbers {@code
   * Double}; maps keep their order. What is frozen already is not copied again.
   *
   * @throws IllegalArgumentException for a value that JSON does not have (a number that is not
   *     finite or does not fit, half of a surrogate pair, another class, a key that is not text) or
   *     that nests deeper than {@link #MAX_DEPTH}
   */
  public static @Nullable Object freeze(@Nullable Object value) {
    return freeze(value, 0);
  }

  /** {@link #freeze(Object)} for an object. */
  public static Map<String, @Nullable Object> freezeObject(
      Map<String, ? extends @Nullable Object> object) {
    return freezeMap(object, 0);
  }

  /** {@link #freeze(Object)} for a list. */
  public static List<@Nullable Object> freezeList(List<? extends @Nullable Object> list) {
    return freezeList(list, 0);
  }

  private static @Nullable Object freeze(@Nullable Object value, int depth) {
    limit(depth);
    return switch (value) {
      case null -> null;
      case Boolean b -> b;
      case String s -> wellFormed(s);
      case Long l -> l;
      case Integer i -> (long) i;
      case Short s -> (long) s;
      case Byte b -> (long) b;
      case Double d -> finite(d);
      case Float f -> finite(f.doubleValue());
      case Number n -> exact(n);
      case List<?> list -> freezeList(list, depth);
      case Map<?, ?> map -> freezeMap(map, depth);
      default ->
          throw new IllegalArgumentException(
              "Expected a JSON value, but found a " + value.getClass().getName() + ".");
    };
  }

  private static void limit(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "Expected a value nested at most " + MAX_DEPTH + " deep, but it goes deeper.");
    }
  }

  /** How many levels are in a frozen value, itself included if it has any. */
  private static int levels(@Nullable Object frozen) {
    return switch (frozen) {
      case FrozenList list -> list.height() + 1;
      case FrozenObject object -> object.height() + 1;
      case null, default -> 0;
    };
  }

  /** Half a character has no UTF-8 form: digests and storage would see another text. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          throw new IllegalArgumentException(
              "Expected text, but found half of a surrogate pair at index " + i + ".");
        }
        i++;
      }
    }
    return text;
  }

  private static Double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("Expected a finite number, but found " + number + ".");
    }
    return number;
  }

  private static Object exact(Number number) {
    String text = number.toString();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notWhole) {
      if (text.chars().allMatch(c -> Character.isDigit(c) || c == '-')) {
        throw new IllegalArgumentException(
            "Expected a whole number between "
                + Long.MIN_VALUE
                + " and "
                + Long.MAX_VALUE
                + ", but found "
                + text
                + ". Write it as text.",
            notWhole);
      }
      return finite(number.doubleValue());
    }
  }

  private static List<@Nullable Object> freezeList(List<?> list, int depth) {
    if (list instanceof FrozenList frozen) {
      limit(depth + frozen.height());
      return frozen;
    }
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    int height = 0;
    for (Object item : list) {
      Object frozen = freeze(item, depth + 1);
      height = Math.max(height, levels(frozen));
      copy.add(frozen);
    }
    return new FrozenList(copy, height);
  }

  private static Map<String, @Nullable Object> freezeMap(Map<?, ?> map, int depth) {
    if (map instanceof FrozenObject frozen) {
      limit(depth + frozen.height());
      return frozen;
    }
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
    int height = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException(
            "Expected text as a key, but found '" + entry.getKey() + "'.");
      }
      Object frozen = freeze(entry.getValue(), depth + 1);
      height = Math.max(height, levels(frozen));
      copy.put(wellFormed(key), frozen);
    }
    return new FrozenObject(Collections.unmodifiableMap(copy), height);
  }

  /**
   * The one text of a value that digests are taken of: no white space, keys sorted by UTF-16 code
   * units, strings escaped as RFC 8785 says. Whole numbers are written in full, others in Java's
   * shortest form.
   *
   * @throws IllegalArgumentException as {@link #freeze}
   */
  public static String canonical(@Nullable Object value) {
    StringBuilder out = new StringBuilder(256);
    write(freeze(value), out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String s -> writeText(s, out);
      case Boolean b -> out.append(b);
      case Long l -> out.append(l);
      case List<?> list -> {
        String separator = "[";
        for (Object item : list) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> map -> {
        String separator = "{";
        for (String key : sortedKeys(map)) {
          out.append(separator);
          writeText(key, out);
          out.append(':');
          write(map.get(key), out);
          separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      default -> out.append(value);
    }
  }

  private static String[] sortedKeys(Map<?, ?> map) {
    String[] keys = map.keySet().toArray(String[]::new);
    Arrays.sort(keys);
    return keys;
  }

  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(text, written, i);
        escape(c, out);
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append("\\u00")
              .append(Character.forDigit(c >> 4, 16))
              .append(Character.forDigit(c & 15, 16));
    }
  }
}
