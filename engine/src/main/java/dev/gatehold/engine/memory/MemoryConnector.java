package dev.gatehold.engine.memory;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.memory.FlowMemory.Place;
import dev.gatehold.engine.memory.FlowMemory.Saying;
import dev.gatehold.engine.store.MemoryStore.Space;
import dev.gatehold.engine.store.MemoryStore.Version;
import dev.gatehold.engine.store.MemoryStore.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes what a flow remembers, as the work of its steps. What was read is the step's
 * output and so part of the journal; a job that comes again after a write gives the version that
 * the first one gave.
 *
 * <p>Failures, none of which passes by itself: {@code memory.conflict}, {@code memory.key}, {@code
 * memory.too_large}, {@code memory.full}, {@code memory.parameters}.
 */
public final class MemoryConnector implements Connector {
  /** The name that flows use. */
  public static final String NAME = "memory";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FlowMemory memory;

  public MemoryConnector(FlowMemory memory) {
    this.memory = memory;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, @Nullable Object> run(Job job) throws ConnectorFailure {
    try {
      return answer(job, MemoryParameters.of(job.parameters()));
    } catch (IllegalArgumentException e) {
      throw failure("memory.parameters", e.getMessage() + " Correct the flow.", e);
    } catch (GateholdException e) {
      throw failure(e.code(), e.getMessage() + " " + e.next(), e);
    }
  }

  private Map<String, @Nullable Object> answer(Job job, MemoryParameters parameters) {
    Space space = new Space(job.flow(), job.draft());
    Writer writer = Writer.step(job.run(), job.step());
    return switch (parameters) {
      case MemoryParameters.Get(String key, Object otherwise) ->
          memory
              .get(new Place(space, key))
              .map(MemoryConnector::found)
              .orElseGet(() -> read(false, otherwise, 0));
      case MemoryParameters.Put(String key, Object value, Long expected) ->
          written(memory.put(new Place(space, key), value, new Saying(writer, expected, job.id())));
      case MemoryParameters.Delete(String key, Long expected) ->
          deleted(memory.delete(new Place(space, key), new Saying(writer, expected, job.id())));
      case MemoryParameters.ListKeys(String prefix) -> listed(memory.list(space, prefix));
    };
  }

  private static Map<String, @Nullable Object> found(Version version) {
    return read(true, JSON.readValue(version.value(), Object.class), version.number());
  }

  private static Map<String, @Nullable Object> read(
      boolean found, @Nullable Object value, long version) {
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("found", found);
    output.put("value", value);
    output.put("version", version);
    return output;
  }

  private static Map<String, @Nullable Object> written(long version) {
    return Map.of("version", version);
  }

  private static Map<String, @Nullable Object> deleted(long version) {
    return Map.of("deleted", version > 0, "version", version);
  }

  private static Map<String, @Nullable Object> listed(List<Version> versions) {
    return Map.of(
        "keys",
        versions.stream()
            .map(each -> Map.of("key", each.key(), "version", each.number()))
            .toList());
  }

  private static ConnectorFailure failure(String code, String message, RuntimeException cause) {
    ConnectorFailure failure = new ConnectorFailure(new Failure(code, message, false));
    failure.initCause(cause);
    return failure;
  }
}
