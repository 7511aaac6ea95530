package dev.gatehold.store.spread;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.testkit.RunStoreContract;
import dev.gatehold.testkit.SharedStoreContract;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Two databases keep the promises of one. */
@TestInstance(Lifecycle.PER_CLASS)
class SpreadDatabasesContractTest implements RunStoreContract, SharedStoreContract {
  private final String first = PostgresServer.shared().newDatabase();
  private final SpreadStores stores =
      SpreadStores.open(
          List.of(PostgresPlace.of(first), PostgresPlace.of(PostgresServer.shared().newDatabase())),
          null);

  @BeforeEach
  void empty() throws SQLException {
    try (Connection connection = DriverManager.getConnection(first);
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
    stores.close();
  }

  @Override
  public RunStore store() {
    return stores.runs();
  }
}
