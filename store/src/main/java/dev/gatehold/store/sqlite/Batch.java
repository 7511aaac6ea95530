package dev.gatehold.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement that is prepared once and then run for many rows at a time. */
final class Batch {
  private final PreparedStatement statement;

  Batch(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  /** Runs it for each row with these parameters; gives the rows for which it changed nothing. */
  <T> List<T> run(List<T> rows, Function<T, @Nullable Object[]> parameters) throws SQLException {
    if (rows.isEmpty()) {
      return List.of();
    }
    try {
      for (T row : rows) {
        @Nullable Object[] values = parameters.apply(row);
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
      }
      return unchanged(rows, statement.executeBatch());
    } finally {
      statement.clearBatch();
    }
  }

  private static <T> List<T> unchanged(List<T> rows, int[] changes) {
    List<T> unchanged = new ArrayList<>();
    for (int i = 0; i < changes.length; i++) {
      if (changes[i] == 0) {
        unchanged.add(rows.get(i));
      }
    }
    return unchanged;
  }

  /** The parameters of one row. */
  static @Nullable Object[] bound(@Nullable Object... values) {
    return values;
  }
}
