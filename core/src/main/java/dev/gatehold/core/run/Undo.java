package dev.gatehold.core.run;

import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.value.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What undoes a step that completed.
 *
 * @param step the address under which it is done
 * @param of the address of the step that it undoes
 * @param secrets where secrets belong in the parameters; null for none
 */
public record Undo(
    String step,
    String of,
    String connector,
    Map<String, @Nullable Object> parameters,
    @Nullable List<SecretPlace> secrets) {
  public Undo {
    secrets = secrets == null || secrets.isEmpty() ? null : List.copyOf(secrets);
    parameters = Json.freezeObject(parameters);
  }
}
