package dev.gatehold.bench.race;

/**
 * What the race and the process of a peer say to each other: lines that begin with {@link #MARK} on
 * its standard output, among whatever else a peer prints there, and single words on its standard
 * input.
 */
final class Signals {
  static final String MARK = "@race ";

  /** From a lane: the peer is open and has completed a cycle. */
  static final String READY = "ready";

  /** From a lane: all figures are said. */
  static final String DONE = "done";

  /** To a lane: measure. */
  static final String GO = "go";

  /** To a lane: close the peer and end. */
  static final String STOP = "stop";

  private Signals() {}

  static void say(String what) {
    // A line break of the peer's own may be missing.
    System.out.print("\n" + MARK + what + "\n");
    System.out.flush();
  }
}
