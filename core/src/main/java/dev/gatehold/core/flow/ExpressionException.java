package dev.gatehold.core.flow;

/** An expression could not be evaluated against the values of this run. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExpressionException(String source, String problem) {
    super("Expected to evaluate '" + source + "', but: " + problem);
  }
}
