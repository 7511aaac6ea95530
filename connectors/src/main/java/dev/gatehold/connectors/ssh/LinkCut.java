package dev.gatehold.connectors.ssh;

/** A connection ended, or does not answer any more. */
final class LinkCut extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fact;

  LinkCut(String fact) {
    super(fact);
    this.fact = fact;
  }

  String fact() {
    return fact;
  }
}
