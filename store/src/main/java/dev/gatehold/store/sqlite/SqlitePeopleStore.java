package dev.gatehold.store.sqlite;

import dev.gatehold.store.sql.SqlPeopleStore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people store in SQLite. */
final class SqlitePeopleStore extends SqlPeopleStore {
  private final Database database;
  private final AtomicLong people = new AtomicLong();
  private final AtomicLong tokens = new AtomicLong();

  SqlitePeopleStore(Database database) {
    super(database);
    this.database = database;
  }

  /** The folder's owner is the only writer, so that counting here is enough. */
  @Override
  public Revisions revisions() {
    return new Revisions(people.get(), tokens.get());
  }

  @Override
  protected int change(Function<JdbcClient, Integer> change) {
    return change(change, people);
  }

  @Override
  protected int changeTokens(Function<JdbcClient, Integer> change) {
    return change(change, tokens);
  }

  private int change(Function<JdbcClient, Integer> change, AtomicLong revision) {
    try {
      return database.writeWith(change);
    } finally {
      revision.incrementAndGet();
    }
  }
}
