package dev.gatehold.cli.output;

import org.jspecify.annotations.Nullable;

/**
 * A suggestion of what to do now.
 *
 * @param command a complete command line; null when the step is not a command
 * @param why what it is good for, without a full stop when a command stands before it
 */
public record Next(@Nullable String command, String why) {
  /** A step that is no command. */
  public static Next say(String why) {
    return new Next(null, why);
  }
}
