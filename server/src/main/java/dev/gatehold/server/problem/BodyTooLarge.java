package dev.gatehold.server.problem;

import java.io.IOException;

/** A request's body is longer than its route takes. */
public final class BodyTooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  public BodyTooLarge(long limit) {
    super("Expected a body of at most " + limit + " bytes, but it has more.");
  }

  /** The problem that callers see. */
  public Problem problem() {
    return of(getMessage());
  }

  static Problem of(@org.jspecify.annotations.Nullable String message) {
    return Problem.of(
        "body.too_large",
        message == null ? "Expected a smaller body." : message,
        "Send less; large content belongs in a resource: POST /api/v1/resources.");
  }
}
