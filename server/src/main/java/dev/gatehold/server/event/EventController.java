package dev.gatehold.server.event;

import dev.gatehold.engine.event.Announcement;
import dev.gatehold.engine.event.Events;
import dev.gatehold.engine.event.Events.Published;
import dev.gatehold.engine.store.EventStore.EventQuery;
import dev.gatehold.engine.store.EventStore.Seen;
import dev.gatehold.server.http.IdempotencyKey;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.http.TimePlace;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "events")
class EventController {
  private final Events events;

  EventController(Events events) {
    this.events = events;
  }

  /**
   * What has happened.
   *
   * @param id the sender's own mark: the same one is the same event. The Idempotency-Key serves as
   *     one too, where there is no id
   */
  record EventBody(
      @Nullable String name,
      @Nullable String key,
      @Nullable Map<String, @Nullable Object> data,
      @Nullable String id) {}

  /**
   * An event that is kept and will be delivered.
   *
   * @param repeated whether it was kept before
   */
  record Accepted(String id, boolean repeated) {}

  @Operation(summary = "Say that something has happened; it is delivered after the answer")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted send(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody EventBody body) {
    String once = IdempotencyKey.checked(key);
    String id = body.id();
    Published published =
        events.publish(
            new Announcement(
                Malformed.required("name", body.name()),
                body.key() == null ? null : JsonBody.text("key", body.key()),
                JsonBody.object("data", body.data()),
                id == null ? once : JsonBody.text("id", id)),
            caller.principal());
    return new Accepted(published.event().id(), published.repeated());
  }

  @Operation(summary = "List the events of the last 30 days, newest first")
  @GetMapping
  Slice<EventItem> list(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = Slice.limit(limit);
    TimePlace place = TimePlace.of(cursor);
    Seen before = place == null ? null : new Seen(place.at(), place.id());
    return Slice.of(
        events.list(new EventQuery(name, key, before, most + 1)),
        most,
        event -> new TimePlace(event.at(), event.id()).text(),
        EventItem::of);
  }
}
