package dev.gatehold.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements over arrays of rows. They are sent together and answered together: one round trip,
 * however many rows there are. A statement without rows is not sent.
 */
final class Batch {
  private final List<Part<?>> parts = new ArrayList<>();

  /** One statement, with a parameter for each column. */
  static final class Part<T> {
    private final String sql;
    private final List<T> rows;
    private final List<Column<T>> columns;
    private int changed;

    private Part(String sql, List<T> rows, List<Column<T>> columns) {
      this.sql = sql;
      this.rows = rows;
      this.columns = columns;
    }

    private int bind(PreparedStatement statement, int first) throws SQLException {
      int next = first;
      for (Column<T> column : columns) {
        statement.setArray(next, column.of(rows, statement.getConnection()));
        next++;
      }
      return next;
    }

    /** Whether it changed another number of rows than it was given. */
    boolean missedSome() {
      return changed != rows.size();
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> Part<T> add(String sql, List<T> rows, Column<T>... columns) {
    Part<T> part = new Part<>(sql, rows, List.of(columns));
    if (!rows.isEmpty()) {
      parts.add(part);
    }
    return part;
  }

  /** Runs the statements in order. */
  void send(Connection connection) throws SQLException {
    if (parts.isEmpty()) {
      return;
    }
    String sql = parts.stream().map(part -> part.sql).collect(Collectors.joining(";\n"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      for (Part<?> part : parts) {
        next = part.bind(statement, next);
      }
      statement.execute();
      for (Part<?> part : parts) {
        part.changed = statement.getUpdateCount();
        statement.getMoreResults();
      }
    }
  }
}
