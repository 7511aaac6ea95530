package dev.gatehold.engine.store;

import java.util.List;

/** Somebody else wrote to these runs since they were loaded. */
public final class VersionConflict extends StoreException {
  private static final long serialVersionUID = 1L;
  private final List<String> runs;

  public VersionConflict(List<String> runs) {
    super(
        "Expected to append to the journals of "
            + runs
            + ", but somebody else did so first. Load them again.");
    this.runs = List.copyOf(runs);
  }

  public List<String> runs() {
    return runs;
  }
}
