package dev.gatehold.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Aligned columns with a heading line. Cells may be coloured; colours do not count as width. */
public final class Table {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String GAP = "  ";

  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heading) {
    this.heading = List.of(heading);
  }

  /** Adds a row; it must have as many cells as the heading. */
  public Table row(String... cells) {
    if (cells.length != heading.size()) {
      throw new IllegalArgumentException(
          "Expected " + heading.size() + " cells, but found " + cells.length + ".");
    }
    rows.add(List.of(cells));
    return this;
  }

  public void print(Printer out) {
    int[] widths = widths();
    out.line(out.style().dim(line(heading, widths)));
    rows.forEach(row -> out.line(line(row, widths)));
  }

  private int[] widths() {
    int[] widths = new int[heading.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(heading.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(cell).append(" ".repeat(widths[column] - width(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    String visible = COLOUR.matcher(cell).replaceAll("");
    return visible.codePointCount(0, visible.length());
  }
}
