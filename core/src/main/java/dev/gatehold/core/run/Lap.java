package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * A lap of a loop that is over.
 *
 * @param number counted from 1; of a {@code foreach}, the place of its item in the list
 * @param end how it ended
 * @param reason half a sentence for people; empty when it completed
 * @param collected what the flow keeps of it; null for nothing, and unless it completed
 */
public record Lap(int number, Ending end, String reason, @Nullable Object collected) {
  public Lap {
    collected = Json.freeze(collected);
  }
}
