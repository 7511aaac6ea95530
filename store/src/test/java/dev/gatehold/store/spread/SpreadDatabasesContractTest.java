package dev.gatehold.store.spread;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.postgres.PostgresStores;
import dev.gatehold.store.spread.SpreadRunStore.Part;
import dev.gatehold.testkit.RunStoreContract;
import dev.gatehold.testkit.SharedStoreContract;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Two databases keep the promises of one. */
@TestInstance(Lifecycle.PER_CLASS)
class SpreadDatabasesContractTest implements RunStoreContract, SharedStoreContract {
  private final String url = PostgresServer.shared().newDatabase();
  private final PostgresStores first = PostgresStores.open(PostgresPlace.of(url));
  private final PostgresStores second =
      PostgresStores.open(PostgresPlace.of(PostgresServer.shared().newDatabase()));
  private RunStore runs = both();

  /** Anew for each test: it remembers which runs have ended, and here they begin again. */
  private RunStore both() {
    return new SpreadRunStore(
        List.of(new Part(first.runs(), Instant.EPOCH), new Part(second.runs(), Instant.EPOCH)));
  }

  @BeforeEach
  void empty() throws SQLException {
    runs = both();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "run",
              "journal",
              "snapshot",
              "effect",
              "applied_key",
              "request",
              "request_source",
              "rotation",
              "task",
              "event",
              "subscription",
              "flow_trigger",
              "firing")) {
        statement.execute("DELETE FROM " + table);
      }
    }
  }

  @AfterAll
  void close() {
    first.close();
    second.close();
  }

  @Override
  public RunStore store() {
    return runs;
  }
}
