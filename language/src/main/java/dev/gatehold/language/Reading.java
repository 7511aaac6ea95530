package dev.gatehold.language;

import dev.gatehold.core.flow.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a flow file gave.
 *
 * @param flow null when there is an error
 * @param problems all of them, in the order of the file
 */
public record Reading(@Nullable Flow flow, List<Problem> problems) {
  public Reading {
    problems = List.copyOf(problems);
  }

  public boolean ok() {
    return flow != null;
  }
}
