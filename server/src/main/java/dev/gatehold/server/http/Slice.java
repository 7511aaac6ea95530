package dev.gatehold.server.http;

import dev.gatehold.server.problem.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor gives the part after this one; null at the end
 */
public record Slice<T>(List<T> items, @Nullable String nextCursor) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MOST = 200;

  public Slice {
    items = List.copyOf(items);
  }

  /**
   * The slice that a store's answer makes, when it was asked for one more than the limit.
   *
   * @param place what tells the store where the next slice begins
   */
  public static <R, T> Slice<T> of(
      List<R> rows, int limit, Function<R, String> place, Function<R, T> item) {
    boolean more = rows.size() > limit;
    List<R> shown = more ? rows.subList(0, limit) : rows;
    return new Slice<>(
        shown.stream().map(item).toList(), more ? cursor(place.apply(shown.getLast())) : null);
  }

  private static String cursor(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  /** The place behind a cursor; null for none. */
  public static @Nullable String place(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Malformed.because(
          "Expected 'cursor' to be a next_cursor of an earlier answer, but found '"
              + cursor
              + "'.");
    }
  }

  /** The limit that was asked for, or the usual one. */
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return DEFAULT_LIMIT;
    }
    if (asked < 1 || asked > MOST) {
      throw Malformed.because("Expected 'limit' to be 1 to " + MOST + ", but found " + asked + ".");
    }
    return asked;
  }
}
