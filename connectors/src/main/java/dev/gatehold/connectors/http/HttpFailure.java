package dev.gatehold.connectors.http;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.ConnectorFailure;

/** Why a request did not work out, before the step and the secrets of its connection are known. */
final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private static final String UNKNOWN_WHETHER_DONE =
      "Look whether it was carried out: it is not sent again, because its method may act twice and"
          + " the step names no 'idempotency_header' that the receiver goes by";

  private final String code;
  private final String expected;
  private final String found;
  private final String next;
  private final boolean retryable;

  HttpFailure(String code, String expected, String found, String next, boolean retryable) {
    super(code);
    this.code = code;
    this.expected = expected;
    this.found = found;
    this.next = next;
    this.retryable = retryable;
  }

  /**
   * The same after the request was sent: where the receiver may have acted on it, and would act
   * again, it is not sent again.
   */
  HttpFailure after(HttpParameters sent) {
    return retryable && !sent.isRepeatable()
        ? new HttpFailure(code, expected, found, UNKNOWN_WHETHER_DONE, false)
        : this;
  }

  /** What the run learns: every failure passes here, so that no secret passes by. */
  ConnectorFailure of(String step, Secrets secrets) {
    String message =
        "Expected " + expected + " in step '" + step + "', but " + found + ". " + next + ".";
    return new ConnectorFailure(
        new Failure(code, Printable.text(secrets.mask(message)), retryable));
  }
}
