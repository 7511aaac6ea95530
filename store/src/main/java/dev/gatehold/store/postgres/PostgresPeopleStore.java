package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.SharedReads;
import dev.gatehold.store.sql.SqlPeopleStore;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people store in PostgreSQL. */
final class PostgresPeopleStore extends SqlPeopleStore {
  private static final String PEOPLE_CHANGED =
      """
      INSERT INTO people_revision (one, number) VALUES (true, 1)
      ON CONFLICT (one) DO UPDATE SET number = people_revision.number + 1
      """;

  private static final String THE_ONLY = "revisions";

  private final Database database;

  /** Everybody who calls a server asks for them. */
  private final SharedReads<String, Revisions> revisions;

  PostgresPeopleStore(Database database) {
    super(database);
    this.database = database;
    this.revisions = new SharedReads<>(_ -> Optional.of(readRevisions()));
  }

  @Override
  public Revisions revisions() {
    return revisions.read(THE_ONLY).orElseThrow();
  }

  private Revisions readRevisions() {
    return database.read(client ->
        client
            .sql("SELECT number, tokens FROM people_revision")
            .query((row, _) -> new Revisions(row.getLong(1), row.getLong(2)))
            .optional()
            .orElse(new Revisions(0, 0)));
  }

  @Override
  protected int change(Function<JdbcClient, Integer> change) {
    return database.writeWith(client -> client.sql(PEOPLE_CHANGED).update() * change.apply(client));
  }

  /** A trigger of the table counts. */
  @Override
  protected int changeTokens(Function<JdbcClient, Integer> change) {
    return database.writeWith(change);
  }
}
