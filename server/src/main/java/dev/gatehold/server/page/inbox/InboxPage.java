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

  /** Whether there is something to decide together with others. */
  public boolean several() {
    return mine.stream().filter(Row::decidable).count() > 1;
  }

  /**
   * A request.
   *
   * @param subject the digest of what is agreed to, which a decision from the list names
   * @param decidable whether it waits for the viewer's decision, and not for a resubmission
   * @param due when an answer is expected; null for no such time, and once it is closed
   * @param closed null while it is open
   */
  public record Row(
      String id,
      String subject,
      boolean decidable,
      String title,
      String flow,
      String requester,
      Badge state,
      String progress,
      Moment opened,
      @Nullable Moment due,
      boolean overdue,
      @Nullable Moment expires,
      @Nullable Moment closed) {}
}
