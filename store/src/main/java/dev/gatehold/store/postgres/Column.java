package dev.gatehold.store.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of many rows: an array that a statement unnests.
 *
 * @param type of the array's elements, by its name in PostgreSQL
 * @param empty an array of so many, of the class that the driver sends in binary for this type; as
 *     text every quotation mark in it would be escaped here and found again there
 * @param value what a row has in it
 */
record Column<T>(
    String type, IntFunction<@Nullable Object[]> empty, Function<T, @Nullable Object> value) {
  static <T> Column<T> text(Function<T, @Nullable String> value) {
    return new Column<>("text", String[]::new, row -> value.apply(row));
  }

  static <T> Column<T> number(Function<T, @Nullable Long> value) {
    return new Column<>("int8", Long[]::new, row -> value.apply(row));
  }

  static <T> Column<T> whole(Function<T, Integer> value) {
    return new Column<>("int4", Integer[]::new, row -> value.apply(row));
  }

  static <T> Column<T> truth(Function<T, Boolean> value) {
    return new Column<>("bool", Boolean[]::new, row -> value.apply(row));
  }

  Array of(List<T> rows, Connection connection) throws SQLException {
    @Nullable Object[] values = empty.apply(rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    return connection.createArrayOf(type, values);
  }
}
