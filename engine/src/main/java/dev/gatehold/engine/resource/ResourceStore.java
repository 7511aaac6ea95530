package dev.gatehold.engine.resource;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Blobs by digest. The same content is stored once; content never changes. */
public interface ResourceStore {
  /**
   * Stores everything that the stream has; durable when this returns.
   *
   * @param limit in bytes
   * @throws ResourceTooLarge when there is more; nothing is kept
   */
  Resource put(InputStream content, String name, String mediaType, long limit) throws IOException;

  /** The content; empty when there is none with this digest. The caller closes the stream. */
  Optional<InputStream> open(Digest digest) throws IOException;

  /** The content is larger than the limit. */
  final class ResourceTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    public ResourceTooLarge(String name, long limit) {
      super("Expected '" + name + "' to have at most " + limit + " bytes, but it has more.");
    }
  }
}
