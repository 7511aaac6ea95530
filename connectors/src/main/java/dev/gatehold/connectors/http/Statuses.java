package dev.gatehold.connectors.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statuses that a step takes for success.
 *
 * @param words each one status, or a class of them such as {@code 2xx}
 */
record Statuses(List<String> words) {
  static final Statuses SUCCESS = new Statuses(List.of("2xx"));

  /** After these, the same request may work out later. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** With these, the receiver says that it has done nothing. */
  private static final Set<Integer> UNTOUCHED = Set.of(408, 425, 429, 503);

  Statuses {
    words = List.copyOf(words);
  }

  static Statuses of(@Nullable Object value) throws HttpFailure {
    if (value == null) {
      return SUCCESS;
    }
    List<String> words = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        words.add(word(item));
      }
    }
    if (words.isEmpty()) {
      throw HttpFailures.parameters("'accept' to be a list of statuses", "it is not");
    }
    return new Statuses(words);
  }

  private static String word(@Nullable Object item) throws HttpFailure {
    String word = String.valueOf(item);
    if (!word.matches("[2-5](?:\\d\\d|xx)")) {
      throw HttpFailures.parameters(
          "'accept' to have statuses such as 200 or 2xx only", "found '" + word + "'");
    }
    return word;
  }

  boolean contain(int status) {
    return words.contains(String.valueOf(status)) || words.contains(status / 100 + "xx");
  }

  static boolean passes(int status) {
    return PASSING.contains(status);
  }

  static boolean untouched(int status) {
    return UNTOUCHED.contains(status);
  }

  @Override
  public String toString() {
    return String.join(" or ", words);
  }
}
