package dev.gatehold.server.memory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gatehold.engine.store.MemoryStore.Version;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a key.
 *
 * @param deleted whether the key was deleted with this version
 * @param value any JSON; left out of lists and of deletions
 * @param run the run that wrote it, with {@code step}; null when a person did
 * @param person who wrote it; null when a run did
 */
record MemoryItem(
    String key,
    long version,
    boolean deleted,
    @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Object.class)
        @Nullable String value,
    @Nullable String run,
    @Nullable String step,
    @Nullable String person,
    Instant at) {

  static MemoryItem of(Version version) {
    return of(version, version.value());
  }

  /** Without its value, which may be large. */
  static MemoryItem brief(Version version) {
    return of(version, null);
  }

  private static MemoryItem of(Version version, @Nullable String value) {
    return new MemoryItem(
        version.key(),
        version.number(),
        version.value() == null,
        value,
        version.by().run(),
        version.by().step(),
        version.by().person(),
        version.at());
  }
}
