package dev.gatehold.engine.store;

/**
 * The storage did not do what was asked; nothing is known to be lost, and the call may be repeated.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
