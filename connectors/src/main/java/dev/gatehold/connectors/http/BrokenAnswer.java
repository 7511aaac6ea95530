package dev.gatehold.connectors.http;

import java.io.IOException;

/** The rest of an answer does not come, or cannot be decoded. */
final class BrokenAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what happened, as a fact. */
  BrokenAnswer(String fact, Throwable cause) {
    super(fact, cause);
  }
}
