package dev.gatehold.connectors.command;

/** What a command reported cannot become part of its step's output. */
public final class WrongReport extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fact;

  /** With what is wrong, as a fact for "…, but …". */
  WrongReport(String fact) {
    super(fact);
    this.fact = fact;
  }

  public String fact() {
    return fact;
  }
}
