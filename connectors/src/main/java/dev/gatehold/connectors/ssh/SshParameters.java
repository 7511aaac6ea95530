package dev.gatehold.connectors.ssh;

import dev.gatehold.connectors.command.CommandParameters;
import dev.gatehold.connectors.command.WrongParameters;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks for, checked.
 *
 * @param connection the name of one
 * @param detach whether the command outlives the connection
 */
record SshParameters(String connection, CommandParameters run, boolean detach) {
  private static final Set<String> KNOWN =
      Set.of("connection", "command", "env", "stdin", "detach");

  /** A shell over there reads them byte by byte, and a system takes no more in any case. */
  private static final int LONGEST_COMMAND = 1024 * 1024;

  /** The keys of a step's output that this connector gives itself. */
  static final Set<String> OWN_OUTPUT = Set.of("exit", "stdout", "log");

  static SshParameters of(Map<String, @Nullable Object> json) throws SshFailure {
    try {
      for (String key : json.keySet()) {
        if (!KNOWN.contains(key)) {
          throw new WrongParameters(
              "'connection', 'command', 'env', 'stdin' and 'detach' only",
              "'" + key + "' is there too");
        }
      }
      return new SshParameters(
          connection(json.get("connection")), run(json), detach(json.get("detach")));
    } catch (WrongParameters e) {
      throw SshFailures.parameters(e.expected(), e.found());
    }
  }

  private static String connection(@Nullable Object value) throws WrongParameters {
    if (value instanceof String name && !name.isEmpty()) {
      return name;
    }
    throw new WrongParameters("the name of a connection as 'connection'", "there is none");
  }

  private static boolean detach(@Nullable Object value) throws WrongParameters {
    return switch (value) {
      case null -> false;
      case Boolean detach -> detach;
      default -> throw new WrongParameters("'detach' to be true or false", "it is neither");
    };
  }

  private static CommandParameters run(Map<String, @Nullable Object> json) throws WrongParameters {
    CommandParameters run = CommandParameters.of(json);
    String program = run.program();
    if (program.isBlank() || program.startsWith("-")) {
      throw new WrongParameters(
          "'command' to begin with a program", "found '" + program + "' in its place");
    }
    long bytes =
        Stream.of(run.command(), run.env().keySet(), run.env().values())
            .flatMap(Collection::stream)
            .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .sum();
    if (bytes > LONGEST_COMMAND) {
      throw new WrongParameters(
          "'command' and 'env' of at most " + LONGEST_COMMAND + " bytes",
          "they have " + bytes + "; pass large values by 'stdin'");
    }
    return run;
  }
}
