package dev.gatehold.core.run;

/**
 * Why an attempt failed.
 *
 * @param code stable, dotted: {@code exec.exit}, {@code step.timeout}, {@code expression}
 * @param message expected what, found what, next step
 * @param retryable whether another attempt could succeed
 */
public record Failure(String code, String message, boolean retryable) {
  /** What the flow says cannot be made out of the values of this run. */
  static Failure unusable(RuntimeException e) {
    return new Failure("step.expression", String.valueOf(e.getMessage()), false);
  }
}
