package dev.gatehold.cli.demo;

import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import java.util.function.Supplier;

/** Tells what happens, while it happens: who does what, and what comes of it. */
final class Narrator {
  private final Supplier<Printer> printer;
  private int chapter;

  Narrator(Supplier<Printer> printer) {
    this.printer = printer;
  }

  void title(String title) {
    Printer out = printer.get();
    out.line(out.style().bold(title));
  }

  void chapter(String title) {
    chapter++;
    Printer out = printer.get();
    out.line();
    out.line(out.style().bold(chapter + "  " + title));
  }

  /** Somebody does something. */
  void does(String who, String what) {
    Printer out = printer.get();
    out.line("   " + "%-7s".formatted(who) + " " + Plain.line(what));
  }

  /** Something follows without anybody's doing. */
  void follows(String what) {
    does("→", what);
  }

  /** The system says no, and how. */
  void refused(String who, String what, String sentence, String code) {
    Printer out = printer.get();
    does(who, what + ":");
    out.line(
        "           "
            + out.style().bad("refused")
            + " "
            + Plain.line(sentence)
            + " "
            + out.style().dim("[" + code + "]"));
  }

  void fact(String label, String text) {
    Printer out = printer.get();
    out.line("   " + out.style().dim("%-11s".formatted(label)) + " " + Plain.line(text));
  }

  Printer out() {
    return printer.get();
  }
}
