package dev.gatehold.engine.secret;

import dev.gatehold.core.run.Failure;

/** A secret cannot be opened now; the work that needs it does not begin. */
public final class SecretUnavailable extends Exception {
  private static final long serialVersionUID = 1L;
  private final Failure failure;

  SecretUnavailable(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
