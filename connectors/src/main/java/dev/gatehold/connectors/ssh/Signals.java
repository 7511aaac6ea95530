package dev.gatehold.connectors.ssh;

import java.util.Map;

/** How shells tell that a command was killed: as an exit code above 128. */
final class Signals {
  private static final int BASE = 128;
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "HUP"),
          Map.entry(2, "INT"),
          Map.entry(3, "QUIT"),
          Map.entry(4, "ILL"),
          Map.entry(6, "ABRT"),
          Map.entry(8, "FPE"),
          Map.entry(9, "KILL"),
          Map.entry(11, "SEGV"),
          Map.entry(13, "PIPE"),
          Map.entry(14, "ALRM"),
          Map.entry(15, "TERM"));

  private Signals() {}

  /** What a code of a shell means. */
  static Link.Ending ending(String code) throws LinkCut {
    try {
      int exit = Integer.parseInt(code);
      String signal = NAMES.get(exit - BASE);
      return signal == null ? new Link.Ending(exit, null) : new Link.Ending(null, signal);
    } catch (NumberFormatException e) {
      throw new LinkCut("it says of the command: " + code);
    }
  }
}
