package dev.gatehold.store.postgres;

import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.store.file.Spool;
import dev.gatehold.store.sql.SqlFlowStore;
import dev.gatehold.store.sql.SqlMemoryStore;
import dev.gatehold.store.sql.SqlSecretStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The stores of one PostgreSQL database, which any number of nodes may have open. While the server
 * is away every method of theirs throws within about 30 seconds, mostly within five; when it is
 * back, they work again.
 */
public final class PostgresStores implements AutoCloseable {
  private final Database database;
  private final RunStore runs;
  private final FlowStore flows;
  private final PeopleStore people;
  private final MemoryStore memory;
  private final SecretStore secrets;
  private final DatabaseClock clock;
  private final PostgresHints hints;

  private PostgresStores(Database database, PostgresPlace place) {
    this.database = database;
    this.hints = new PostgresHints(place);
    this.runs = new PostgresRunStore(database, hints);
    this.flows = new SqlFlowStore(database);
    this.people = new PostgresPeopleStore(database);
    this.memory = new SqlMemoryStore(database, "newest");
    this.secrets = new SqlSecretStore(database);
    this.clock = new DatabaseClock(database::now, System::nanoTime).running();
  }

  /**
   * Opens the database and brings it to this version's tables.
   *
   * @throws DatabaseRefusedException when it does not answer, belongs to another program or a newer
   *     version, is a standby, or may lose what it acknowledged
   */
  public static PostgresStores open(PostgresPlace place) {
    return open(place, List.of(Schema.MIGRATIONS));
  }

  /** The same for a version with other migrations. */
  static PostgresStores open(PostgresPlace place, List<String> migrations) {
    try {
      return new PostgresStores(Database.open(place, migrations), place);
    } catch (SQLException e) {
      throw e.getCause() instanceof DatabaseRefusedException refused
          ? refused
          : new DatabaseRefusedException(
              "Expected to open "
                  + place
                  + ", but: "
                  + e.getMessage()
                  + " Check that the server runs, and the URL, user and password.",
              e);
    }
  }

  public RunStore runs() {
    return runs;
  }

  public FlowStore flows() {
    return flows;
  }

  public PeopleStore people() {
    return people;
  }

  public MemoryStore memory() {
    return memory;
  }

  public SecretStore secrets() {
    return secrets;
  }

  /**
   * Resources in the database.
   *
   * @param spool a folder of this process alone, for content on its way
   * @throws IOException when the folder cannot be used
   */
  public ResourceStore resources(Path spool) throws IOException {
    return new PostgresResourceStore(database, Spool.in(spool), clock);
  }

  /**
   * Bytes that all nodes of this database have in common: those of the node that asked first.
   *
   * @param fresh what to keep when nothing is kept under this name
   */
  public byte[] kept(String name, byte[] fresh) {
    return database.writeWith(client -> {
      int _ =
          client
              .sql("INSERT INTO kept (name, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")
              .params(name, fresh)
              .update();
      return client
          .sql("SELECT bytes FROM kept WHERE name = ?")
          .param(name)
          .query((row, _) -> row.getBytes("bytes"))
          .single();
    });
  }

  /** The clock that all nodes of this database share. */
  public DatabaseClock clock() {
    return clock;
  }

  @Override
  public void close() {
    hints.close();
    clock.close();
    database.close();
  }
}
