package dev.gatehold.cli.output;

/** How an answer looks to a person. */
@FunctionalInterface
public interface View {
  /** Prints it; called at most once, and never with {@code --json}. */
  void print(Printer out);
}
