package dev.gatehold.server;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.store.file.FileResourceStore;
import dev.gatehold.store.s3.S3Place;
import dev.gatehold.store.s3.S3ResourceStore;
import dev.gatehold.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps everything.
 *
 * @param release gives up what the stores hold; called last
 */
public record Backing(
    RunStore runs,
    FlowStore flows,
    PeopleStore people,
    MemoryStore memory,
    SecretStore secrets,
    ResourceStore resources,
    Runnable release) {

  /** A data folder with SQLite and files; throws as {@link #in(Path, S3Place, InstantSource)}. */
  static Backing in(Path data) {
    return in(data, null, InstantSource.system());
  }

  /**
   * A data folder with SQLite, and resources as files in it or in a bucket.
   *
   * @param clock dates the files
   * @throws StoreException when it cannot be opened, for example because another process owns it
   * @throws GateholdException {@code resources.unavailable} when the bucket cannot be used
   */
  static Backing in(Path data, @Nullable S3Place place, InstantSource clock) {
    SqliteStores stores = SqliteStores.open(data);
    try {
      return place == null
          ? new Backing(
              stores.runs(),
              stores.flows(),
              stores.people(),
              stores.memory(),
              stores.secrets(),
              files(data, clock),
              stores::close)
          : inBucket(data, place, stores);
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  private static ResourceStore files(Path data, InstantSource clock) {
    try {
      return new FileResourceStore(data, clock);
    } catch (IOException e) {
      throw new StoreException(
          "Expected to keep resources in " + data + ", but it failed: " + e.getMessage(), e);
    }
  }

  private static Backing inBucket(Path data, S3Place place, SqliteStores stores) {
    S3ResourceStore resources;
    try {
      resources = S3ResourceStore.open(place, data.resolve("spool"));
    } catch (IOException e) {
      GateholdException unavailable =
          new GateholdException(
              "resources.unavailable",
              String.valueOf(e.getMessage()),
              "Start the server again, or leave out --resources to keep them in the data folder.");
      unavailable.initCause(e);
      throw unavailable;
    }
    return new Backing(
        stores.runs(),
        stores.flows(),
        stores.people(),
        stores.memory(),
        stores.secrets(),
        resources,
        () -> {
          resources.close();
          stores.close();
        });
  }
}
