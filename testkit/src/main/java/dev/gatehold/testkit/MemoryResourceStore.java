package dev.gatehold.testkit;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A resource store that forgets everything with its process. */
public final class MemoryResourceStore implements ResourceStore {
  private final InstantSource clock;
  private final ConcurrentNavigableMap<String, Held> contents = new ConcurrentSkipListMap<>();
  private final Map<Digest, Instant> gone = new ConcurrentHashMap<>();
  private volatile @Nullable Instant swept;

  private static final class Held {
    final byte[] content;
    final Instant storedAt;

    Held(byte[] content, Instant storedAt) {
      this.content = content;
      this.storedAt = storedAt;
    }
  }

  public MemoryResourceStore() {
    this(InstantSource.system());
  }

  /** A store that goes by another clock. */
  public MemoryResourceStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Resource put(InputStream content, String name, String mediaType, long limit)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      bytes.write(buffer, 0, read);
      if (bytes.size() > limit) {
        throw new ResourceTooLarge(name, limit);
      }
    }
    Digest digest = Digest.of(bytes.toByteArray());
    contents.put(digest.text(), new Held(bytes.toByteArray(), clock.instant()));
    gone.remove(digest);
    return new Resource(digest, name, mediaType, bytes.size());
  }

  @Override
  public Optional<InputStream> open(Digest digest) {
    return Optional.ofNullable(contents.get(digest.text()))
        .map(held -> new ByteArrayInputStream(held.content));
  }

  @Override
  public List<Blob> blobs(@Nullable Digest after, int limit) {
    return contents.tailMap(after == null ? "" : after.text(), false).entrySet().stream()
        .limit(limit)
        .map(entry -> new Blob(new Digest(entry.getKey()), entry.getValue().storedAt))
        .toList();
  }

  @Override
  public boolean expire(Digest digest, Instant storedBefore, Instant at) {
    Held held = contents.get(digest.text());
    boolean old = held != null && held.storedAt.isBefore(storedBefore);
    if (!old || !contents.remove(digest.text(), held)) {
      return false;
    }
    gone.put(digest, at);
    return true;
  }

  @Override
  public Optional<Instant> expiredAt(Digest digest) {
    return Optional.ofNullable(gone.get(digest));
  }

  @Override
  public Optional<Instant> lastSweep() {
    return Optional.ofNullable(swept);
  }

  @Override
  public void noteSweep(Instant at) {
    swept = at;
  }
}
