package dev.gatehold.server.page.evidence;

import java.util.List;

/**
 * The change of one file.
 *
 * @param name as the diff names it; empty when it names none
 * @param change {@code new}, {@code deleted}, {@code renamed} or {@code edited}
 * @param lines the header's and the hunks', in order
 * @param open whether the page shows it unfolded
 */
public record FileDiff(
    String name, String change, int added, int removed, List<Line> lines, boolean open) {
  public FileDiff {
    lines = List.copyOf(lines);
  }

  /** What a line of a diff does. */
  public enum Kind {
    ADDED,
    REMOVED,
    SAME,
    HUNK,
    HEADER
  }

  /** A line as it stands in the diff, its sign included. */
  public record Line(Kind kind, String text) {
    /** The class of the style sheet. */
    public String style() {
      return switch (kind) {
        case ADDED -> "added";
        case REMOVED -> "removed";
        case SAME -> "same";
        case HUNK -> "hunk";
        case HEADER -> "header";
      };
    }
  }
}
