package dev.gatehold.store.postgres;

import dev.gatehold.store.sql.SqlPeopleStore;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people store in PostgreSQL. */
final class PostgresPeopleStore extends SqlPeopleStore {
  private final Database database;

  PostgresPeopleStore(Database database) {
    super(database);
    this.database = database;
  }

  @Override
  public long revision() {
    return database.read(client ->
        client
            .sql("SELECT coalesce(max(number), 0) FROM people_revision")
            .query(Long.class)
            .single());
  }

  @Override
  protected int change(Function<JdbcClient, Integer> change) {
    return database.writeWith(client -> {
      int noted =
          client
              .sql(
                  """
                  INSERT INTO people_revision (one, number) VALUES (true, 1)
                  ON CONFLICT (one) DO UPDATE SET number = people_revision.number + 1
                  """)
              .update();
      return noted * change.apply(client);
    });
  }
}
