package dev.gatehold.core.run;

import dev.gatehold.core.value.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What undoes a step that completed.
 *
 * @param step the address under which it is done
 * @param of the address of the step that it undoes
 */
public record Undo(
    String step, String of, String connector, Map<String, @Nullable Object> parameters) {
  public Undo {
    parameters = Json.freezeObject(parameters);
  }
}
