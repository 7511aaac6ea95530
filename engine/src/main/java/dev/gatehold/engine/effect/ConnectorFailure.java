package dev.gatehold.engine.effect;

import dev.gatehold.core.run.Failure;

/** The work of a step did not work out. */
public final class ConnectorFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final Failure failure;

  public ConnectorFailure(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
