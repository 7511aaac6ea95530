package dev.gatehold.server.page.inbox;

import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template of several decisions reads: before they are made, what each would do, and
 * afterwards, what became of each.
 *
 * @param choice what is said to all of them
 * @param title the choice as people read it
 * @param comment as typed; null for none
 * @param done whether they are made
 */
public record BatchPage(
    Frame frame,
    String choice,
    String title,
    @Nullable String comment,
    boolean done,
    List<Line> lines,
    @Nullable Notice notice) {

  /**
   * One of them.
   *
   * @param subject the digest that was shown in the list
   * @param says what follows, or how it stands now
   * @param refused why it would not be, or was not, applied; null when it was
   */
  public record Line(
      String id, String subject, String title, String says, @Nullable String refused) {
    public boolean ok() {
      return refused == null;
    }

    /** The first digits of the digest. */
    public String brief() {
      int colon = subject.indexOf(':');
      return subject.substring(colon + 1, Math.min(subject.length(), colon + 13));
    }
  }

  /** How many of them would be, or were, applied. */
  public long applying() {
    return lines.stream().filter(Line::ok).count();
  }
}
