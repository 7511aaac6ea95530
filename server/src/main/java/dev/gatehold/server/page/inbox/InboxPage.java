package dev.gatehold.server.page.inbox;

import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the inbox reads.
 *
 * @param mine requests that the viewer is asked to decide, oldest first
 * @param others open requests that wait for somebody else, oldest first
 * @param recent decided ones, newest first
 * @param more whether a list is longer than what is shown
 */
public record InboxPage(
    Frame frame, List<Row> mine, List<Row> others, List<Row> recent, boolean more) {

  /** A request; {@code closed} is null while it is open. */
  public record Row(
      String id,
      String title,
      String flow,
      String requester,
      Badge state,
      String progress,
      Moment opened,
      @Nullable Moment expires,
      @Nullable Moment closed) {}
}
