package dev.gatehold.engine.store;

import java.util.List;

/** Idempotency keys of the write are stored already. */
public final class KeyConflict extends StoreException {
  private static final long serialVersionUID = 1L;
  private final List<String> keys;

  public KeyConflict(List<String> keys) {
    super("Expected new idempotency keys, but " + keys + " are stored already. Read their answer.");
    this.keys = List.copyOf(keys);
  }

  public List<String> keys() {
    return keys;
  }
}
