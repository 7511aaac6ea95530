package dev.gatehold.bench.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report as Markdown. */
final class Table {
  private static final List<String> HEAD =
      List.of(
          "system",
          "data in",
          "cycles/s (min / median / max)",
          "Gatehold is … times as fast",
          "share of the ceiling",
          "decide, all callers, p50 / p99 ms",
          "decide, 1 caller, p50 / p99 ms",
          "memory, process + PostgreSQL, MB",
          "start-up, s",
          "disk per cycle, kB",
          "transactions per cycle",
          "errors");

  private static final String NONE = "–";

  private Table() {}

  static String of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(row(HEAD));
    lines.add("|---".repeat(HEAD.size()) + "|");
    Ceiling ceiling = report.ceiling();
    if (ceiling != null) {
      lines.add(ceiling("SQLite", ceiling.sqlite()));
      lines.add(ceiling("PostgreSQL", ceiling.postgres()));
    }
    for (Result result : report.results()) {
      lines.add(row(cells(report, result)));
    }
    lines.add("");
    for (Result result : report.results()) {
      lines.add(
          "* %s %s: %s"
              .formatted(result.facts().name(), result.facts().version(), result.facts().note()));
    }
    report.absent().forEach((racer, why) -> lines.add("* Not here: " + racer + ". " + why));
    lines.add("");
    lines.addAll(report.conditions());
    return String.join("\n", lines) + "\n";
  }

  private static String ceiling(String store, Ceiling.Side side) {
    String writers = side.writers() == 1 ? "1 writer" : side.writers() + " writers";
    List<String> cells =
        new ArrayList<>(
            List.of(
                "by hand, %d commands per commit, %s".formatted(Ceiling.BATCH, writers),
                store,
                side.perSecond().text("%,.0f"),
                NONE,
                "1.00"));
    cells.addAll(List.of(NONE, NONE, NONE, NONE));
    cells.add(number("%.1f", side.bytesPerCycle() / 1e3));
    cells.addAll(List.of(NONE, NONE));
    return row(cells);
  }

  private static List<String> cells(Report report, Result result) {
    Figures figures = result.figures();
    return List.of(
        result.facts().name() + " " + result.facts().version(),
        result.facts().keeps().words(),
        figures.perSecond().text("%,.0f"),
        ratio("%.1f", report.gateholdTo(result)),
        ratio("%.3f", report.shareOfCeiling(result)),
        decide(figures.busy()),
        decide(figures.alone()),
        memory(result.memory()),
        number("%.1f", result.startUpMillis() / 1e3),
        number("%.1f", result.bytesPerCycle() / 1e3),
        number("%.1f", result.commitsPerCycle()),
        String.valueOf(figures.failures()));
  }

  private static String decide(Figures.Decide decide) {
    return number("%.2f", decide.p50()) + " / " + number("%.2f", decide.p99());
  }

  private static String memory(Result.Memory memory) {
    String process = number("%.0f", memory.process());
    return memory.database() == 0 ? process : process + " + " + number("%.0f", memory.database());
  }

  private static String ratio(String format, Optional<Double> ratio) {
    return ratio.map(value -> number(format, value)).orElse(NONE);
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NONE;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
