package dev.gatehold.store.sql;

import dev.gatehold.engine.store.StoreException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How a store reads and writes; throws {@link StoreException} when the database does not answer.
 */
public interface Statements {
  /** Runs a query; it sees every write that returned before. */
  <T> T read(Function<JdbcClient, T> query);

  /** Runs statements in one durable transaction. */
  <T> T writeWith(Function<JdbcClient, T> work);

  /** Makes transactions that name the same thing follow one another, from here to their end. */
  void turn(JdbcClient transaction, String thing);

  /** A condition: this column is one of the texts of a JSON array, which is its parameter. */
  String among(String column);

  /** Text that people read, without what the database cannot hold. */
  @Nullable String shown(@Nullable String text);
}
