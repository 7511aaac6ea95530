package dev.gatehold.server.memory;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.memory.FlowMemory;
import dev.gatehold.engine.memory.FlowMemory.Place;
import dev.gatehold.engine.memory.FlowMemory.Saying;
import dev.gatehold.engine.store.MemoryStore.Space;
import dev.gatehold.engine.store.MemoryStore.Version;
import dev.gatehold.engine.store.MemoryStore.Writer;
import dev.gatehold.server.http.IdempotencyKey;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/flows/{name}")
@Tag(name = "memory")
class MemoryController {
  private final FlowMemory memory;
  private final FlowCatalog flows;

  MemoryController(FlowMemory memory, FlowCatalog flows) {
    this.memory = memory;
    this.flows = flows;
  }

  record MemoryList(List<MemoryItem> items) {}

  /** A write; version 0 for the deletion of a key that was not there. */
  record Written(String key, long version) {}

  @Operation(summary = "List the keys that a flow remembers, without their values")
  @GetMapping("/memory")
  MemoryList list(
      @PathVariable String name,
      @RequestParam(defaultValue = "live") String environment,
      @RequestParam(defaultValue = "") String prefix) {
    return new MemoryList(
        memory.list(space(name, environment), prefix).stream().map(MemoryItem::brief).toList());
  }

  @Operation(summary = "Read a key; the ETag is its version")
  @GetMapping("/memory/{*key}")
  ResponseEntity<MemoryItem> get(
      @PathVariable String name,
      @PathVariable String key,
      @RequestParam(defaultValue = "live") String environment) {
    Version version =
        memory.get(place(name, environment, key)).orElseThrow(() -> unknown(name, key));
    return ResponseEntity.ok()
        .header(HttpHeaders.ETAG, Preconditions.tag(version.number()))
        .body(MemoryItem.of(version));
  }

  @Operation(summary = "Read the versions of a key that are kept, newest first")
  @GetMapping("/memory-history/{*key}")
  MemoryList history(
      @PathVariable String name,
      @PathVariable String key,
      @RequestParam(defaultValue = "live") String environment) {
    return new MemoryList(
        memory.history(place(name, environment, key)).stream().map(MemoryItem::of).toList());
  }

  @Operation(summary = "Give a key a value; for admins")
  @PutMapping("/memory/{*key}")
  ResponseEntity<Written> put(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @PathVariable String key,
      @RequestParam(defaultValue = "live") String environment,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once,
      @RequestBody Map<String, @Nullable Object> body) {
    Place place = place(name, environment, key);
    Saying saying = saying(caller, Preconditions.expected(ifMatch, ifNoneMatch), once);
    return written(place, memory.put(place, valueOf(body), saying));
  }

  @Operation(summary = "Delete a key; its history stays; for admins")
  @DeleteMapping("/memory/{*key}")
  ResponseEntity<Written> delete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @PathVariable String key,
      @RequestParam(defaultValue = "live") String environment,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
    Place place = place(name, environment, key);
    Saying saying = saying(caller, Preconditions.expected(ifMatch, null), once);
    return written(place, memory.delete(place, saying));
  }

  private static ResponseEntity<Written> written(Place place, long version) {
    return ResponseEntity.ok()
        .header(HttpHeaders.ETAG, Preconditions.tag(version))
        .body(new Written(place.key(), version));
  }

  private static @Nullable Object valueOf(Map<String, @Nullable Object> body) {
    if (body.size() != 1 || !body.containsKey("value")) {
      throw Malformed.because(
          "Expected the body to be {\"value\": …} alone, but found "
              + (body.isEmpty() ? "nothing" : body.keySet())
              + ".");
    }
    return JsonBody.object("value", body).get("value");
  }

  /** What one caller says under a key never meets what another one, or a step, says. */
  private static Saying saying(Caller caller, @Nullable Long expected, @Nullable String once) {
    caller.requireAdmin("change what a flow remembers");
    String person = caller.principal().id();
    String key = IdempotencyKey.checked(once);
    return new Saying(
        Writer.person(person), expected, key == null ? null : "person:" + person + ":" + key);
  }

  private Place place(String flow, String environment, String path) {
    return new Place(space(flow, environment), path.substring(1));
  }

  private Space space(String flow, String environment) {
    if (!environment.equals("live") && !environment.equals("staging")) {
      throw Malformed.because(
          "Expected 'environment' to be live or staging, but found '" + environment + "'.");
    }
    if (flows.flows().stream().noneMatch(each -> each.flow().equals(flow))) {
      throw new GateholdException(
          "flow.unknown",
          "Expected a flow '" + flow + "', but there is none.",
          "List flows with GET /api/v1/flows.");
    }
    return new Space(flow, environment.equals("staging"));
  }

  private static GateholdException unknown(String flow, String path) {
    return new GateholdException(
        "memory.unknown",
        "Expected key '%s' in the memory of flow '%s', but there is none."
            .formatted(path.substring(1), flow),
        "List the keys with GET /api/v1/flows/"
            + flow
            + "/memory; draft runs have their own, with"
            + " environment=staging.");
  }
}
