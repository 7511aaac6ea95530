package dev.gatehold.connectors.command;

/** The parameters of a step have another shape; says it in two parts of one sentence. */
public final class WrongParameters extends Exception {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String found;

  /** For "Expected {@code expected}, but {@code found}.". */
  public WrongParameters(String expected, String found) {
    super("Expected " + expected + ", but " + found + ".");
    this.expected = expected;
    this.found = found;
  }

  public String expected() {
    return expected;
  }

  public String found() {
    return found;
  }
}
