package dev.gatehold.engine.event;

import dev.gatehold.core.value.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The data of events as it is stored: JSON text of an object. */
public final class EventData {
  private static final JsonMapper JSON = JsonMapper.shared();

  private EventData() {}

  public static Map<String, @Nullable Object> parse(String stored) {
    return Json.freezeObject(
        JSON.readValue(stored, new TypeReference<Map<String, @Nullable Object>>() {}));
  }
}
