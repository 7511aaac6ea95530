package dev.gatehold.store.postgres;

import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.millis;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.store.file.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Resources in the database, so that every node has them and one backup has everything. Meant for
 * evidence of some megabytes; a bucket is better for more. Content passes through a file of this
 * machine, both ways: on its way in because its name is its digest, on its way out because none of
 * it is given before all of it was checked.
 */
final class PostgresResourceStore implements ResourceStore {
  private static final int PART_BYTES = 1024 * 1024;

  private final Database database;
  private final Spool spool;
  private final InstantSource clock;

  PostgresResourceStore(Database database, Spool spool, InstantSource clock) {
    this.database = database;
    this.spool = spool;
    this.clock = clock;
  }

  @Override
  public Resource put(InputStream content, String name, String mediaType, long limit)
      throws IOException {
    Path file = spool.newFile();
    try {
      Spool.Content stored = Spool.write(content, file, name, limit);
      if (!renewed(stored)) {
        keep(stored, file);
      }
      return new Resource(stored.digest(), name, mediaType, stored.size());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Whether the content was there, and counts as stored now. */
  private boolean renewed(Spool.Content content) {
    return database.update(client ->
        client
            .sql("UPDATE resource SET stored_at = ? WHERE digest = ?")
            .params(millis(clock.instant()), content.digest().text())
            .update())
        > 0;
  }

  private void keep(Spool.Content content, Path file) throws IOException {
    try {
      int _ =
          database.writeWith(client -> {
            int stored =
                client
                    .sql(
                        """
                        INSERT INTO resource (digest, size, stored_at) VALUES (?, ?, ?)
                        ON CONFLICT (digest) DO UPDATE SET stored_at = excluded.stored_at
                        """)
                    .params(content.digest().text(), content.size(), millis(clock.instant()))
                    .update();
            writeParts(client, content.digest(), file);
            int _ =
                client
                    .sql("DELETE FROM resource_gone WHERE digest = ?")
                    .param(content.digest().text())
                    .update();
            return stored;
          });
    } catch (UnreadableFile e) {
      throw e.cause;
    }
  }

  /** Another process may have stored the same at this moment; its parts are the same. */
  private static void writeParts(JdbcClient client, Digest digest, Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      int number = 0;
      for (byte[] part = content.readNBytes(PART_BYTES);
          part.length > 0;
          part = content.readNBytes(PART_BYTES)) {
        int _ =
            client
                .sql(
                    """
                    INSERT INTO resource_part (digest, number, bytes) VALUES (?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """)
                .params(digest.text(), number, part)
                .update();
        number++;
      }
    } catch (IOException e) {
      throw new UnreadableFile(e);
    }
  }

  /** Carries an error of the file out of a transaction. */
  private static final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException cause;

    UnreadableFile(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  @Override
  public Optional<InputStream> open(Digest digest) throws IOException {
    Optional<Long> size =
        database.read(client ->
            client
                .sql("SELECT size FROM resource WHERE digest = ?")
                .param(digest.text())
                .query(Long.class)
                .optional());
    if (size.isEmpty()) {
      return Optional.empty();
    }
    Path file = spool.newFile();
    boolean given = false;
    try {
      fetch(digest, file);
      given = true;
      return Optional.of(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
    } finally {
      if (!given) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void fetch(Digest digest, Path file) throws IOException {
    MessageDigest sum = Digest.sha256();
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int number = 0; ; number++) {
        Optional<byte[]> part = part(digest, number);
        if (part.isEmpty()) {
          break;
        }
        sum.update(part.get());
        out.write(part.get());
      }
    }
    Digest found = Digest.ofHash(sum.digest());
    if (!found.equals(digest)) {
      throw new IOException(
          "Expected the database to have content with digest "
              + digest
              + ", but what it has under it has "
              + found
              + ". Restore it from a backup.");
    }
  }

  private Optional<byte[]> part(Digest digest, int number) {
    return database.read(client ->
        client
            .sql("SELECT bytes FROM resource_part WHERE digest = ? AND number = ?")
            .params(digest.text(), number)
            .query((row, _) -> row.getBytes("bytes"))
            .optional());
  }

  @Override
  public List<Blob> blobs(@Nullable Digest after, int limit) {
    return database.read(client ->
        client
            .sql("SELECT digest, stored_at FROM resource WHERE digest > ? ORDER BY digest LIMIT ?")
            .params(after == null ? "" : after.text(), limit)
            .query((row, _) ->
                new Blob(new Digest(row.getString("digest")), instant(row, "stored_at")))
            .list());
  }

  @Override
  public boolean expire(Digest digest, Instant storedBefore, Instant at) {
    return database.writeWith(client -> {
      int deleted =
          client
              .sql("DELETE FROM resource WHERE digest = ? AND stored_at < ?")
              .params(digest.text(), millis(storedBefore))
              .update();
      return deleted > 0
          && client
                  .sql(
                      """
                      INSERT INTO resource_gone (digest, at) VALUES (?, ?)
                      ON CONFLICT (digest) DO UPDATE SET at = excluded.at
                      """)
                  .params(digest.text(), millis(at))
                  .update()
              > 0;
    });
  }

  @Override
  public Optional<Instant> expiredAt(Digest digest) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT at FROM resource_gone g WHERE digest = ?
                  AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.digest = g.digest)
                """)
            .param(digest.text())
            .query((row, _) -> instant(row, "at"))
            .optional());
  }

  @Override
  public Optional<Instant> lastSweep() {
    return database.read(client ->
        client.sql("SELECT at FROM sweep").query((row, _) -> instant(row, "at")).optional());
  }

  @Override
  public void noteSweep(Instant at) {
    int _ =
        database.update(client ->
            client
                .sql(
                    """
                    INSERT INTO sweep (one, at) VALUES (true, ?)
                    ON CONFLICT (one) DO UPDATE SET at = excluded.at
                    """)
                .param(millis(at))
                .update());
  }
}
