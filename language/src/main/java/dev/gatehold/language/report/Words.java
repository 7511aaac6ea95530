package dev.gatehold.language.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values and lists of choices are put into sentences. */
public final class Words {
  private static final int LONGEST_QUOTE = 60;
  private static final int MANY = 6;

  private Words() {}

  /** A value as a sentence names it: {@code 'text'}, {@code the number 5}, {@code a list}. */
  public static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text when text.isEmpty() -> "empty text";
      case String text -> quote(text);
      case Boolean truth -> truth.toString();
      case Number number -> "the number " + number;
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "an object";
      default -> value.toString();
    };
  }

  /** A sentence whose parts came from a file, as it may be shown on one line of a terminal. */
  public static String plain(String sentence) {
    return SourceText.printable(sentence);
  }

  /** Text in quotes, on one line, cut when it is long. */
  public static String quote(String text) {
    String line = SourceText.printable(text.strip());
    return line.codePointCount(0, line.length()) <= LONGEST_QUOTE
        ? "'" + line + "'"
        : "'" + line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE)) + "…'";
  }

  /** Choices in their order: {@code a, b or c}. */
  public static String or(Collection<String> choices) {
    return joined(List.copyOf(choices), " or ");
  }

  /** Choices in their order: {@code a, b and c}. */
  public static String and(Collection<String> parts) {
    return joined(List.copyOf(parts), " and ");
  }

  /** As {@link #and}, of many parts only the first. */
  public static String someOf(Collection<String> parts) {
    if (parts.size() <= MANY) {
      return and(parts);
    }
    List<String> shown = new ArrayList<>(List.copyOf(parts).subList(0, MANY - 1));
    shown.add(parts.size() - MANY + 1 + " more");
    return and(shown);
  }

  private static String joined(List<String> parts, String last) {
    if (parts.size() < 2) {
      return String.join("", parts);
    }
    int end = parts.size() - 1;
    return parts.subList(0, end).stream().collect(Collectors.joining(", ")) + last + parts.get(end);
  }
}
