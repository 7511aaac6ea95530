package dev.gatehold.connectors.ssh;

import java.time.Duration;

/**
 * How patiently a detached command is followed. Pauses begin with the shorter and double up to the
 * longer.
 *
 * @param look between two looks at a command that runs
 * @param longestLook the same, after a while
 * @param again before a lost connection is made anew
 * @param longestAgain the same, after a while
 * @param first how long a first contact is tried, when nothing is known of the command yet
 * @param last how long a machine may be out of reach
 */
record Pace(
    Duration look,
    Duration longestLook,
    Duration again,
    Duration longestAgain,
    Duration first,
    Duration last) {
  static final Pace CALM =
      new Pace(
          Duration.ofMillis(200),
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofDays(1));

  static Duration longer(Duration pause, Duration longest) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) < 0 ? twice : longest;
  }
}
