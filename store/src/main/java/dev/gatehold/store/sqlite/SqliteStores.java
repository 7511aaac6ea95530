package dev.gatehold.store.sqlite;

import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.store.sql.SqlFlowStore;
import dev.gatehold.store.sql.SqlMemoryStore;
import dev.gatehold.store.sql.SqlSecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The stores of one data folder: the database {@code gatehold.db}, owned by one process at a time.
 */
public final class SqliteStores implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;
  private final Database database;
  private final RunStore runs;
  private final FlowStore flows;
  private final PeopleStore people;
  private final MemoryStore memory;
  private final SecretStore secrets;

  private SqliteStores(Path folder, FolderLock lock, Database database) {
    this.folder = folder;
    this.lock = lock;
    this.database = database;
    this.runs = new SqliteRunStore(database);
    this.flows = new SqlFlowStore(database);
    this.people = new SqlitePeopleStore(database);
    this.memory = new SqlMemoryStore(database, "newest = 1");
    this.secrets = new SqlSecretStore(database);
  }

  /**
   * Opens the folder, or makes it: everything that an earlier process had acknowledged is there.
   *
   * @throws DataFolderException when another process holds the folder, the database belongs to
   *     another program or a newer version, or SQLite cannot keep data safely there
   * @throws StoreException when the disk does not answer
   */
  public static SqliteStores open(Path folder) {
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.claim(folder);
      try {
        Path file = folder.resolve("gatehold.db");
        return new SqliteStores(folder, lock, Database.open(file));
      } catch (SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new DataFolderException(
          "Expected to open data folder "
              + folder
              + ", but: "
              + e.getMessage()
              + " Check its permissions and its files, or use another folder with --data.",
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

  /** Ends the current write, moves the log into the database and gives the folder free. */
  @Override
  public void close() {
    try (lock) {
      database.close();
    } catch (IOException e) {
      throw new StoreException("Expected to let go of " + folder + ", but: " + e.getMessage(), e);
    }
  }
}
