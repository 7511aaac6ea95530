package dev.gatehold.connectors.exec;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system meant when it did not start a process; Java says it only in the message. */
final class StartErrors {
  private static final Pattern NUMBER = Pattern.compile("error[=:] ?(\\d+)");
  private static final Set<Integer> MISSING = Set.of(2, 8, 13, 20); // ENOENT ENOEXEC EACCES ENOTDIR
  private static final Set<Integer> SHORTAGES =
      Set.of(11, 12, 23, 24); // EAGAIN ENOMEM ENFILE EMFILE

  private StartErrors() {}

  /** Whether the program is not there or is no program. */
  static boolean notAProgram(IOException error) {
    return MISSING.contains(number(error));
  }

  /** Whether it may work in a while: the system was short of something. */
  static boolean passes(IOException error) {
    return SHORTAGES.contains(number(error));
  }

  private static int number(IOException error) {
    Matcher number = NUMBER.matcher(String.valueOf(error.getMessage()));
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }
}
