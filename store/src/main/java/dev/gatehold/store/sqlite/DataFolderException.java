package dev.gatehold.store.sqlite;

import dev.gatehold.engine.store.StoreException;

/**
 * The data folder cannot be used as it is; the message says what was expected, what was found and
 * what to do.
 */
public final class DataFolderException extends StoreException {
  private static final long serialVersionUID = 1L;

  DataFolderException(String message) {
    super(message);
  }

  DataFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
