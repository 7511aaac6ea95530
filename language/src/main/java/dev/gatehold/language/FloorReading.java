package dev.gatehold.language;

import dev.gatehold.core.flow.Floor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a floor file gave.
 *
 * @param floor null when there is an error
 * @param problems all of them, in the order of the file
 */
public record FloorReading(@Nullable Floor floor, List<Problem> problems) {
  public FloorReading {
    problems = List.copyOf(problems);
  }

  public boolean ok() {
    return floor != null;
  }
}
