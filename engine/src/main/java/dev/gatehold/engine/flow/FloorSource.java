package dev.gatehold.engine.flow;

import dev.gatehold.core.flow.Floor;
import java.util.List;

/** Where the engine asks which floors hold, once per batch of commands. */
@FunctionalInterface
public interface FloorSource {
  /**
   * The floors of this moment; cheap, for it is called again and again.
   *
   * @throws RuntimeException when they cannot be read; the commands are then not handled, so that
   *     no gate opens below a floor
   */
  List<Floor> current();
}
