package dev.gatehold.bench.race;

import java.util.List;
import java.util.Locale;

/** Bars on a logarithmic scale, as SVG that reads on light and dark pages alike. */
final class Chart {
  private static final int LABELS = 240;
  private static final int BARS = 520;
  private static final int VALUES = 90;
  private static final int ROW = 28;
  private static final int TOP = 44;

  private Chart() {}

  /** What a bar stands for. */
  enum Kind {
    CEILING("ceiling"),
    GATEHOLD("gatehold"),
    PEER("peer"),
    NOT_DURABLE("memory");

    private final String style;

    Kind(String style) {
      this.style = style;
    }
  }

  /**
   * One bar.
   *
   * @param value below 1 there is nothing to see
   */
  record Bar(String name, double value, Kind kind) {}

  /**
   * Draws them, one below the other.
   *
   * @param title plain text
   */
  static String of(String title, List<Bar> bars) {
    Scale scale = Scale.over(bars);
    int width = LABELS + BARS + VALUES;
    int bottom = TOP + ROW * bars.size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
        <style>
          text { font: 13px system-ui, sans-serif; fill: #1f2328; }
          .title { font-weight: 600; }
          .scale { font-size: 11px; fill: #59636e; }
          line { stroke: #d1d9e0; }
          .ceiling { fill: #8c959f; }
          .gatehold { fill: #1a7f37; }
          .peer { fill: #0969da; }
          .memory { fill: #bf8700; }
          @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .scale { fill: #9198a1; }
            line { stroke: #3d444d; }
            .ceiling { fill: #6e7681; }
            .gatehold { fill: #3fb950; }
            .peer { fill: #4493f8; }
            .memory { fill: #d29922; }
          }
        </style>
        <text class="title" x="8" y="18">%s</text>
        """
            .formatted(width, bottom + 26, escaped(title), escaped(title)));
    for (int power = scale.lowest(); power <= scale.highest(); power++) {
      double x = LABELS + scale.length(Math.pow(10, power));
      svg.append(
              String.format(
                  Locale.ROOT,
                  "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                  x,
                  TOP - 8,
                  x,
                  bottom))
          .append('\n');
      svg.append(
              String.format(
                  Locale.ROOT,
                  "<text class=\"scale\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>",
                  x,
                  bottom + 16,
                  Math.pow(10, power)))
          .append('\n');
    }
    for (int i = 0; i < bars.size(); i++) {
      row(svg, scale, bars.get(i), TOP + ROW * i);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Scale scale, Bar bar, int y) {
    double length = scale.length(bar.value());
    svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABELS - 8,
                y + 14,
                escaped(bar.name())))
        .append('\n');
    svg.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"2\"/>",
                bar.kind().style,
                LABELS,
                y,
                length))
        .append('\n');
    svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\">%,.0f</text>",
                LABELS + length + 6,
                y + 14,
                bar.value()))
        .append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** From one power of ten to another. */
  private record Scale(int lowest, int highest) {
    static Scale over(List<Bar> bars) {
      double least = Math.max(1, bars.stream().mapToDouble(Bar::value).min().orElse(1));
      double most = Math.max(10, bars.stream().mapToDouble(Bar::value).max().orElse(10));
      // A decade to spare below, so that the shortest bar can be seen.
      int lowest = (int) Math.floor(Math.log10(least)) - 1;
      return new Scale(Math.max(lowest, 0), (int) Math.ceil(Math.log10(most)));
    }

    double length(double value) {
      return BARS * Math.max(0, Math.log10(value) - lowest) / (highest - lowest);
    }
  }
}
