package dev.gatehold.engine.resource;

import dev.gatehold.core.value.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compact reference to a stored blob; what journals and step outputs carry instead of large
 * content.
 *
 * @param name a file name for people; never used as a path
 * @param mediaType such as {@code text/x-diff}
 * @param size in bytes
 */
public record Resource(Digest digest, String name, String mediaType, long size) {
  private static final String KEY = "resource";

  /** The JSON form: {@code {"resource": "sha256:…", "name": …, "media_type": …, "size": …}}. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(KEY, digest.text());
    json.put("name", name);
    json.put("media_type", mediaType);
    json.put("size", size);
    return json;
  }

  /** Reads the JSON form; empty for any other value. */
  public static Optional<Resource> fromJson(@Nullable Object value) {
    if (value instanceof Map<?, ?> map
        && map.get(KEY) instanceof String digest
        && map.get("name") instanceof String name
        && map.get("media_type") instanceof String mediaType
        && map.get("size") instanceof Long size) {
      return Optional.of(new Resource(new Digest(digest), name, mediaType, size));
    }
    return Optional.empty();
  }
}
