package dev.gatehold.engine.event;

import dev.gatehold.core.value.Json;
import dev.gatehold.engine.GateholdException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody outside says has happened.
 *
 * @param name letters and digits, with single {@code . _ : / -} between them, at most 200
 * @param key what it happened to: 1 to 200 characters, no control characters; null for none
 * @param data at most {@link #LONGEST_DATA} characters of JSON
 * @param repetition the sender's own mark of this event, 1 to 255 characters: whatever comes from
 *     the same sender under the same mark is the same event. Null for an event that is new each
 *     time
 */
public record Announcement(
    String name,
    @Nullable String key,
    Map<String, @Nullable Object> data,
    @Nullable String repetition) {
  /** The most characters of data; larger things are resources. */
  public static final int LONGEST_DATA = 65_536;

  private static final int LONGEST = 200;
  private static final int LONGEST_MARK = 255;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+([._:/-][A-Za-z0-9]+)*");

  public Announcement {
    data = Json.freezeObject(data);
  }

  /**
   * Checks its shape.
   *
   * @throws GateholdException {@code event.invalid} or {@code key.invalid}
   */
  void check() {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw invalid(
          "Expected the name of an event, but found another text.",
          "Write letters and digits, with single dots, hyphens, underscores, colons or slashes"
              + " between them, such as order.paid.");
    }
    if (key != null && (key.isBlank() || key.length() > LONGEST || hasControls(key))) {
      throw invalid(
          "Expected a key of 1 to " + LONGEST + " characters, but found another.",
          "Name what the event is about, such as an order's number, or leave it out.");
    }
    if (repetition != null && (repetition.isBlank() || repetition.length() > LONGEST_MARK)) {
      throw new GateholdException(
          "key.invalid",
          "Expected an id of 1 to " + LONGEST_MARK + " characters, but found another.",
          "Use a random value such as a UUID.");
    }
    int length = Json.canonical(data).length();
    if (length > LONGEST_DATA) {
      throw invalid(
          "Expected at most " + LONGEST_DATA + " characters of data, but found " + length + ".",
          "Upload what is large as a resource, and send its reference.");
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static GateholdException invalid(String message, String next) {
    return new GateholdException("event.invalid", message, next);
  }
}
