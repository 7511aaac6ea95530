package dev.gatehold.testkit;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A resource store that forgets everything with its process. */
public final class MemoryResourceStore implements ResourceStore {
  private final Map<Digest, byte[]> contents = new ConcurrentHashMap<>();

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
    contents.put(digest, bytes.toByteArray());
    return new Resource(digest, name, mediaType, bytes.size());
  }

  @Override
  public Optional<InputStream> open(Digest digest) {
    return Optional.ofNullable(contents.get(digest)).map(ByteArrayInputStream::new);
  }
}
