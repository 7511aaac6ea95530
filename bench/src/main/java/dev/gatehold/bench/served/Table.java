package dev.gatehold.bench.served;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What was measured, as Markdown: a column for each setting. */
final class Table {
  private final Map<Setting, Figures> found;
  private final StringBuilder text = new StringBuilder();

  private Table(Map<Setting, Figures> found) {
    this.found = found;
  }

  /**
   * The table with a heading above it and what belongs to it below.
   *
   * @param machine what it was measured on
   */
  static String text(Course course, Map<Setting, Figures> found, String machine) {
    Table table = new Table(found);
    table.line("### Approval cycles over HTTP, every commit flushed to disk\n");
    table.head();
    table.rows(course.connections());
    table.line(
        """

        %d s per repetition, the median of %d, or all three of least / middle / most; decisions of all \
        repetitions together. Warm-up until %,d cycles of each server, or for %d repetitions of each. %s
        A cycle is two calls: alice starts a run, and bob approves the digest that the answer says. \
        *Decide* is the second of them. That the runs completed is asked for at the end. Callers, servers and PostgreSQL share the machine. \
        Memory is that of the largest server, as the launcher starts it.
        """
            .formatted(
                course.span().toSeconds(),
                course.repetitions(),
                course.warmUp(),
                Measurement.WARM_UP_SPANS_AT_MOST,
                machine));
    return table.text.toString();
  }

  private void head() {
    text.append("| figure |");
    found.keySet().forEach(setting -> text.append(" ").append(setting.title()).append(" |"));
    text.append("\n|---|").append("---|".repeat(found.size())).append("\n");
  }

  private void rows(int connections) {
    row(connections + " connections, cycles/s", each -> each.perSecond().text("%,.0f"));
    row("decide, %d connections, p50 / p99 ms".formatted(connections), each -> text(each.busy()));
    row("decide, 1 connection, p50 / p99 ms", each -> text(each.alone()));
    row(
        "processor time per cycle, µs: servers + callers",
        each ->
            String.format(
                Locale.ROOT, "%,.0f + %,.0f", each.servers().median(), each.callers().median()));
    row(
        "resident memory idle, MB",
        each -> String.format(Locale.ROOT, "%.0f", each.idle().largest()));
    row(
        "resident memory saturated, MB",
        each -> String.format(Locale.ROOT, "%.0f", each.peak().largest()));
    row("commits that met another server's, at most", Table::conflicts);
    row("cycles in all", each -> String.format(Locale.ROOT, "%,d", each.cycles()));
    row("errors", each -> String.format(Locale.ROOT, "%,d", each.failures()));
  }

  private static String text(Figures.Decide decide) {
    return String.format(Locale.ROOT, "%.2f / %.2f", decide.p50(), decide.p99());
  }

  private static String conflicts(Figures figures) {
    Conflicts conflicts = figures.conflicts();
    return conflicts == null
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.2f %% (%,d of %,d)",
            conflicts.share() * 100,
            conflicts.undone(),
            conflicts.commits() + conflicts.undone());
  }

  private void row(String figure, Function<Figures, String> value) {
    text.append("| ").append(figure).append(" |");
    found.values().forEach(each -> text.append(" ").append(value.apply(each)).append(" |"));
    text.append("\n");
  }

  private void line(String line) {
    text.append(line).append("\n");
  }
}
