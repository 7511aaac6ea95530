package dev.gatehold.server.http;

import dev.gatehold.server.problem.Malformed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A place in a list that goes by time, to the millisecond, and then by id. */
public record TimePlace(Instant at, String id) {
  /** The place behind a cursor; null for none. */
  public static @Nullable TimePlace of(@Nullable String cursor) {
    String place = Slice.place(cursor);
    if (place == null) {
      return null;
    }
    try {
      int end = place.indexOf(' ');
      return new TimePlace(
          Instant.ofEpochMilli(Long.parseLong(place, 0, end, 10)), place.substring(end + 1));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw Malformed.because(
          "Expected 'cursor' to be a next_cursor of an earlier list of this kind, but it is"
              + " another.");
    }
  }

  /** As {@link Slice#of} takes it. */
  public String text() {
    return at.toEpochMilli() + " " + id;
  }
}
