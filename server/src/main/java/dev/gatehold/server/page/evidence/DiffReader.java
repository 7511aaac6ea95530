package dev.gatehold.server.page.evidence;

import dev.gatehold.server.page.evidence.FileDiff.Kind;
import dev.gatehold.server.page.evidence.FileDiff.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a unified diff into files, the way {@code patch} does: the numbers of a hunk's head say how
 * many lines belong to it, so that a changed line cannot pass itself off as the header of a file.
 * No line is ever left out, whatever the text is.
 */
final class DiffReader {
  /** A file with more lines than this is folded. */
  static final int UNFOLDED_LINES = 200;

  /** After this many lines on the page, every file is folded. */
  private static final int UNFOLDED_TOTAL = 600;

  private static final Pattern HUNK =
      Pattern.compile("@@ -\\d{1,9}(?:,(\\d{1,9}))? \\+\\d{1,9}(?:,(\\d{1,9}))? @@.*");

  private final List<FileDiff> files = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private String oldName = "";
  private String newName = "";
  private String gitName = "";
  private boolean renamed;
  private boolean hasHunks;
  private long oldLeft;
  private long newLeft;
  private int shown;

  private DiffReader() {}

  static List<FileDiff> read(String text) {
    DiffReader reader = new DiffReader();
    text.lines().forEach(reader::take);
    reader.endFile();
    return reader.files;
  }

  private void take(String line) {
    if (oldLeft > 0 || newLeft > 0) {
      if (takeInHunk(line)) {
        return;
      }
      oldLeft = 0;
      newLeft = 0;
    }
    Matcher hunk = HUNK.matcher(line);
    if (hunk.matches()) {
      oldLeft = count(hunk.group(1));
      newLeft = count(hunk.group(2));
      hasHunks = true;
      lines.add(new Line(Kind.HUNK, line));
    } else if (line.startsWith("\\")) {
      lines.add(new Line(Kind.SAME, line));
    } else {
      takeHeader(line);
    }
  }

  private static long count(String digits) {
    return digits == null ? 1 : Long.parseLong(digits);
  }

  private boolean takeInHunk(String line) {
    char sign = line.isEmpty() ? ' ' : line.charAt(0);
    switch (sign) {
      case '+' -> newLeft--;
      case '-' -> oldLeft--;
      case ' ' -> {
        oldLeft--;
        newLeft--;
      }
      case '\\' -> {}
      default -> {
        return false;
      }
    }
    lines.add(new Line(kindOf(sign), line));
    return true;
  }

  private static Kind kindOf(char sign) {
    return switch (sign) {
      case '+' -> Kind.ADDED;
      case '-' -> Kind.REMOVED;
      default -> Kind.SAME;
    };
  }

  private void takeHeader(String line) {
    boolean git = line.startsWith("diff ");
    if (git || (hasHunks && line.startsWith("--- "))) {
      endFile();
    }
    if (git) {
      gitName = line.substring(line.lastIndexOf(' ') + 1);
    } else if (line.startsWith("--- ")) {
      oldName = nameIn(line);
    } else if (line.startsWith("+++ ")) {
      newName = nameIn(line);
    } else if (line.startsWith("rename ")) {
      renamed = true;
    }
    lines.add(new Line(Kind.HEADER, line));
  }

  /** A tab ends the name: after it some tools write the time. */
  private static String nameIn(String line) {
    String name = line.substring(4);
    int tab = name.indexOf('\t');
    return tab < 0 ? name : name.substring(0, tab);
  }

  private void endFile() {
    if (lines.isEmpty()) {
      return;
    }
    int added = (int) lines.stream().filter(line -> line.kind() == Kind.ADDED).count();
    int removed = (int) lines.stream().filter(line -> line.kind() == Kind.REMOVED).count();
    boolean open = lines.size() <= UNFOLDED_LINES && shown + lines.size() <= UNFOLDED_TOTAL;
    shown += open ? lines.size() : 0;
    files.add(new FileDiff(name(), change(), added, removed, lines, open));
    lines.clear();
    oldName = "";
    newName = "";
    gitName = "";
    renamed = false;
    hasHunks = false;
  }

  private String name() {
    String named = newName.isEmpty() || newName.equals(NOTHING) ? oldName : newName;
    String chosen = named.isEmpty() ? gitName : named;
    return chosen.startsWith("a/") || chosen.startsWith("b/") ? chosen.substring(2) : chosen;
  }

  private String change() {
    if (oldName.equals(NOTHING)) {
      return "new";
    }
    if (newName.equals(NOTHING)) {
      return "deleted";
    }
    return renamed ? "renamed" : "edited";
  }

  private static final String NOTHING = "/dev/null";
}
