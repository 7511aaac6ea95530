package dev.gatehold.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of many rows: an array that a statement unnests.
 *
 * @param type of the array's elements, by its name in PostgreSQL
 * @param empty an array to fill, of the elements' class
 * @param value what a row has in it
 */
record Column<T>(String type, @Nullable Object[] empty, Function<T, @Nullable Object> value) {
  static <T> Column<T> text(Function<T, @Nullable String> value) {
    return new Column<>("text", new String[0], value::apply);
  }

  static <T> Column<T> number(Function<T, @Nullable Long> value) {
    return new Column<>("int8", new Long[0], value::apply);
  }

  static <T> Column<T> whole(Function<T, Integer> value) {
    return new Column<>("int4", new Integer[0], value::apply);
  }

  static <T> Column<T> truth(Function<T, Boolean> value) {
    return new Column<>("bool", new Boolean[0], value::apply);
  }

  java.sql.Array of(List<T> rows, Connection connection) throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(value).toList().toArray(empty));
  }
}
