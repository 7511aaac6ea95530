package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.StoreException;

/**
 * The database cannot be used as it is; the message says what was expected, what was found and what
 * to do.
 */
public final class DatabaseRefusedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public DatabaseRefusedException(String message) {
    super(message);
  }

  DatabaseRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
