package dev.gatehold.engine.resource;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Blobs by digest. The same content is stored once; content never changes. Nothing goes away but by
 * {@link #expire}.
 */
public interface ResourceStore {
  /**
   * Stores everything that the stream has; durable when this returns. Content that is there already
   * counts as stored anew.
   *
   * @param limit in bytes
   * @throws ResourceTooLarge when there is more; nothing is kept
   */
  Resource put(InputStream content, String name, String mediaType, long limit) throws IOException;

  /** The content; empty when there is none with this digest. The caller closes the stream. */
  Optional<InputStream> open(Digest digest) throws IOException;

  /**
   * A blob that is there.
   *
   * @param storedAt when it was stored last
   */
  record Blob(Digest digest, Instant storedAt) {}

  /**
   * Blobs in the order of their digests, at most {@code limit}; none means that there are no more.
   *
   * @param after the last one that was seen; null to begin
   */
  List<Blob> blobs(@Nullable Digest after, int limit) throws IOException;

  /**
   * Deletes a blob, unless it was stored at {@code storedBefore} or later, and notes that it did;
   * says whether. Whoever dies on the way leaves the blob, or no blob and the note.
   *
   * @param at the time to note
   */
  boolean expire(Digest digest, Instant storedBefore, Instant at) throws IOException;

  /** When a blob was expired; empty for one that is there, and for one that never was. */
  Optional<Instant> expiredAt(Digest digest) throws IOException;

  /** The time that was noted by {@link #noteSweep} last; empty before the first. */
  Optional<Instant> lastSweep() throws IOException;

  /** Notes when blobs were swept, for every process that uses this store. */
  void noteSweep(Instant at) throws IOException;

  /** The content is larger than the limit. */
  final class ResourceTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    public ResourceTooLarge(String name, long limit) {
      super("Expected '" + name + "' to have at most " + limit + " bytes, but it has more.");
    }
  }
}
