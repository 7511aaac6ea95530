package dev.gatehold.server;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.callback.CallbackKey;
import dev.gatehold.store.file.FileResourceStore;
import dev.gatehold.store.postgres.PostgresStores;
import dev.gatehold.store.s3.S3Place;
import dev.gatehold.store.s3.S3ResourceStore;
import dev.gatehold.store.spread.SpreadStores;
import dev.gatehold.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps everything.
 *
 * @param clock what everybody goes by who keeps things there
 * @param callbackKey what everybody signs callbacks with who keeps things there
 * @param release gives up what the stores hold; called last
 */
public record Backing(
    RunStore runs,
    FlowStore flows,
    PeopleStore people,
    MemoryStore memory,
    SecretStore secrets,
    ResourceStore resources,
    InstantSource clock,
    CallbackKey callbackKey,
    Runnable release) {

  /** A data folder with SQLite and files. */
  static Backing in(Path data) {
    return of(ServerSettings.of(data), null);
  }

  /**
   * A database in the data folder, or one or several elsewhere, and resources beside it or in a
   * bucket.
   *
   * @param clock instead of the system's or the database's; null for these
   * @throws StoreException when it cannot be opened, for example because another process owns it
   * @throws GateholdException {@code resources.unavailable} when the bucket cannot be used
   */
  static Backing of(ServerSettings settings, @Nullable InstantSource clock) {
    return settings.databases().isEmpty()
        ? inFolder(settings, clock == null ? InstantSource.system() : clock)
        : inDatabases(settings, clock);
  }

  private static Backing inFolder(ServerSettings settings, InstantSource clock) {
    Path data = settings.data();
    SqliteStores stores = SqliteStores.open(data);
    try {
      Resources resources = Resources.of(settings, () -> files(data, clock));
      return new Backing(
          stores.runs(),
          stores.flows(),
          stores.people(),
          stores.memory(),
          stores.secrets(),
          resources.store(),
          clock,
          CallbackKey.in(data.resolve("callback.key")),
          resources.releasedBefore(stores::close));
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  private static Backing inDatabases(ServerSettings settings, @Nullable InstantSource clock) {
    SpreadStores stores = SpreadStores.open(settings.databases(), clock);
    PostgresStores first = stores.first();
    try {
      Resources resources = Resources.of(settings, () -> beside(first));
      return new Backing(
          stores.runs(),
          stores.flows(),
          first.people(),
          first.memory(),
          first.secrets(),
          resources.store(),
          clock == null ? first.clock() : clock,
          CallbackKey.of(first.kept("callback.key", CallbackKey.fresh())),
          resources.releasedBefore(stores::close));
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

  private static ResourceStore beside(PostgresStores stores) {
    try {
      return stores.resources(ownSpool());
    } catch (IOException e) {
      throw new StoreException(
          "Expected to pass resources through the folder for temporary files, but it failed: "
              + e.getMessage(),
          e);
    }
  }

  /** Several servers of one machine may have the same data folder, but not the same spool. */
  private static Path ownSpool() throws IOException {
    Path spool = Files.createTempDirectory("gatehold-spool");
    spool.toFile().deleteOnExit();
    return spool;
  }

  /** Resources, and what gives them up. */
  private record Resources(ResourceStore store, Runnable release) {
    /** In the bucket of the settings; without one elsewhere. */
    static Resources of(ServerSettings settings, Supplier<ResourceStore> elsewhere) {
      S3Place place = settings.resources();
      if (place == null) {
        return new Resources(elsewhere.get(), () -> {});
      }
      try {
        S3ResourceStore bucket = S3ResourceStore.open(place, spool(settings));
        return new Resources(bucket, bucket::close);
      } catch (IOException e) {
        GateholdException unavailable =
            new GateholdException(
                "resources.unavailable",
                String.valueOf(e.getMessage()),
                "Start the server again, or leave out --resources to keep them with the rest.");
        unavailable.initCause(e);
        throw unavailable;
      }
    }

    private static Path spool(ServerSettings settings) throws IOException {
      return settings.databases().isEmpty() ? settings.data().resolve("spool") : ownSpool();
    }

    Runnable releasedBefore(Runnable rest) {
      return () -> {
        release.run();
        rest.run();
      };
    }
  }
}
