package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import java.sql.SQLException;

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

  private PostgresStores(Database database) {
    this.database = database;
    this.runs = new PostgresRunStore(database);
    this.flows = new PostgresFlowStore(database);
    this.people = new PostgresPeopleStore(database);
    this.memory = new PostgresMemoryStore(database);
    this.secrets = new PostgresSecretStore(database);
    this.clock = new DatabaseClock(database::now, System::nanoTime).running();
  }

  /**
   * Opens the database and brings it to this version's tables.
   *
   * @throws DatabaseRefusedException when it does not answer, belongs to another program or a newer
   *     version, is a standby, or may lose what it acknowledged
   */
  public static PostgresStores open(PostgresPlace place) {
    try {
      return new PostgresStores(Database.open(place));
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

  /** The clock that all nodes of this database share. */
  public DatabaseClock clock() {
    return clock;
  }

  @Override
  public void close() {
    clock.close();
    database.close();
  }
}
