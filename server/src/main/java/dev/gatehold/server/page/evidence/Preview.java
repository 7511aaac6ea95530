package dev.gatehold.server.page.evidence;

import dev.gatehold.server.page.VisibleText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The part of a long text that a page shows.
 *
 * @param text made visible
 * @param cut whether something is left out
 */
record Preview(String text, boolean cut) {
  /** In bytes of a stored text, and in characters of one in the journal. */
  static final int LIMIT = 128 * 1024;

  private static final int LINES = 2_000;
  private static final int LINE_LENGTH = 2_000;

  /** The beginning. */
  static Preview beginningOf(String text, boolean cutAlready) {
    boolean tooLong = text.length() > LIMIT;
    String bounded = VisibleText.of(tooLong ? text.substring(0, LIMIT) : text);
    StringBuilder out = new StringBuilder();
    Iterator<String> lines = bounded.lines().iterator();
    for (int i = 0; i < LINES && lines.hasNext(); i++) {
      out.append(bounded(lines.next())).append('\n');
    }
    return new Preview(out.toString(), cutAlready || tooLong || lines.hasNext());
  }

  /** The end. */
  static Preview endOf(String text, boolean cutAlready) {
    boolean tooLong = text.length() > LIMIT;
    String bounded = VisibleText.of(tooLong ? text.substring(text.length() - LIMIT) : text);
    Deque<String> kept = new ArrayDeque<>();
    boolean dropped = false;
    for (Iterator<String> lines = bounded.lines().iterator(); lines.hasNext(); ) {
      kept.add(bounded(lines.next()));
      if (kept.size() > LINES) {
        kept.remove();
        dropped = true;
      }
    }
    return new Preview(String.join("\n", kept) + "\n", cutAlready || tooLong || dropped);
  }

  private static String bounded(String line) {
    if (line.length() <= LINE_LENGTH) {
      return line;
    }
    return line.substring(0, LINE_LENGTH)
        + " … ("
        + (line.length() - LINE_LENGTH)
        + " more characters)";
  }
}
