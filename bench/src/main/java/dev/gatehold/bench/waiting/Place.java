package dev.gatehold.bench.waiting;

import dev.gatehold.bench.Folders;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.postgres.PostgresStores;
import dev.gatehold.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is kept.
 *
 * @param folder of this measurement; SQLite's data are in it
 * @param database the URL of a PostgreSQL database; null for SQLite
 */
record Place(Path folder, @Nullable String database) {
  private static final String TABLES =
      """
      SELECT relname, pg_table_size(oid) AS rows, pg_indexes_size(oid) AS indexes FROM pg_class
      WHERE relkind = 'r' AND relname IN ('run', 'journal', 'request', 'request_source', 'effect')
      ORDER BY relname
      """;

  /** Stores that are open. */
  record Opened(RunStore runs, FlowStore flows, InstantSource clock, Runnable closing)
      implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  Opened open() {
    if (database == null) {
      SqliteStores stores = SqliteStores.open(data());
      return new Opened(stores.runs(), stores.flows(), InstantSource.system(), stores::close);
    }
    PostgresStores stores = PostgresStores.open(PostgresPlace.of(database));
    return new Opened(stores.runs(), stores.flows(), stores.clock(), stores::close);
  }

  /** The folder that a server owns. */
  Path data() {
    return folder.resolve("data");
  }

  /** What is kept, in bytes, by what keeps it. */
  Map<String, Long> bytes() throws IOException, SQLException {
    Map<String, Long> bytes = new LinkedHashMap<>();
    if (database == null) {
      bytes.put("database", Folders.bytes(data()));
      return bytes;
    }
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet table = statement.executeQuery(TABLES)) {
      while (table.next()) {
        bytes.put(table.getString("relname") + ": rows", table.getLong("rows"));
        bytes.put(table.getString("relname") + ": indexes", table.getLong("indexes"));
      }
    }
    return bytes;
  }
}
