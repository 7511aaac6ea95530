package dev.gatehold.engine.store;

/** An idempotency key of the write is stored already. */
public final class KeyConflict extends StoreException {
  private static final long serialVersionUID = 1L;

  public KeyConflict(Throwable cause) {
    super(
        "Expected new idempotency keys, but one of them is stored already. Read its answer.",
        cause);
  }
}
