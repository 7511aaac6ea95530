package dev.gatehold.server.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gatehold.engine.store.StoredEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event that is kept. */
record EventItem(
    String id,
    String name,
    @Nullable String key,
    @JsonRawValue @Schema(implementation = Object.class) String data,
    String sender,
    Instant at) {
  static EventItem of(StoredEvent event) {
    return new EventItem(
        event.id(),
        event.topic().name(),
        event.topic().key(),
        event.data(),
        event.sender(),
        event.at());
  }
}
