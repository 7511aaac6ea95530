package dev.gatehold.server.page.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence in the form in which a page shows it. */
public sealed interface Shown {

  /** A unified diff. */
  record Diff(List<FileDiff> files) implements Shown {
    public Diff {
      files = List.copyOf(files);
    }
  }

  /** The output of a tool; what came last matters most. */
  record Log(String text) implements Shown {}

  /** Plain text. */
  record Text(String text) implements Shown {}

  /**
   * An address.
   *
   * @param text the address made visible
   * @param host where it leads; null when it must not be a link
   */
  record Link(String url, String text, @Nullable String host) implements Shown {}

  /**
   * Rows of cells, each as long as {@code columns}; without names when {@code columns} is empty.
   */
  record Table(List<String> columns, List<List<String>> rows) implements Shown {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** Names and values. */
  record Metrics(List<Metric> metrics) implements Shown {
    public Metrics {
      metrics = List.copyOf(metrics);
    }
  }

  /** One value with its name. */
  record Metric(String name, String value) {}

  /** A picture of a kind that a browser draws without running anything. */
  record Picture() implements Shown {}

  /** Something to download. */
  record Download() implements Shown {}

  /** Nothing to show. */
  record Missing(String why) implements Shown {}

  /**
   * Something that was here and that the retention rule has deleted since.
   *
   * @param digest of what it was
   * @param at when it was deleted, as people read it
   */
  record Expired(String digest, String at) implements Shown {}
}
