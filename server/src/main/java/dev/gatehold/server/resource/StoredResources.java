package dev.gatehold.server.resource;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.resource.ResourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Opens resources, and says why one cannot be opened. */
public final class StoredResources {
  private StoredResources() {}

  /**
   * The content; the caller closes it.
   *
   * @throws GateholdException {@code resource.expired} for one that retention has deleted, {@code
   *     resource.unknown} for one that never was here
   */
  public static InputStream open(ResourceStore store, Digest digest) throws IOException {
    Optional<InputStream> content = store.open(digest);
    if (content.isPresent()) {
      return content.get();
    }
    throw store
        .expiredAt(digest)
        .map(at -> expired(digest, at))
        .orElseGet(() -> unknown(digest.text()));
  }

  private static GateholdException expired(Digest digest, Instant at) {
    return new GateholdException(
        "resource.expired",
        "Expected resource '"
            + digest
            + "' to be here, but the retention rule deleted it at "
            + at
            + ".",
        "Store the same content again to have it back under this digest.",
        Map.of("expired_at", at.toString()));
  }

  static GateholdException unknown(String digest) {
    return new GateholdException(
        "resource.unknown",
        "Expected a resource '" + digest + "', but there is none.",
        "Store it with POST /api/v1/resources.");
  }
}
