package dev.gatehold.cli.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it; everything outside the program comes in here.
 *
 * @param variables the environment variables
 * @param terminals which of the standard streams 0, 1 and 2 are terminals
 */
public record Environment(
    Map<String, String> variables,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Set<Integer> terminals,
    Path workingFolder,
    InstantSource clock) {
  private static final String TERMINALS_PROPERTY = "gatehold.terminals";

  /** The environment of this process. */
  public static Environment ofProcess() {
    return new Environment(
        System.getenv(),
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        terminalsOfProcess(),
        Path.of("").toAbsolutePath(),
        InstantSource.system());
  }

  /**
   * The launcher says it, because only the shell can ask for each stream alone; nobody is asked
   * anything when a program runs this one directly.
   */
  private static Set<Integer> terminalsOfProcess() {
    String told = System.getProperty(TERMINALS_PROPERTY, "");
    return Set.copyOf(told.chars().map(Character::getNumericValue).boxed().toList());
  }

  /** A variable that is set and not blank; null otherwise. */
  public @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Whether a person can be asked something. */
  public boolean interactive() {
    return terminals.contains(0) && terminals.contains(2);
  }

  /** Whether a stream takes colours. */
  public boolean coloured(int stream) {
    return terminals.contains(stream)
        && variable("NO_COLOR") == null
        && !"dumb".equals(variables.get("TERM"));
  }

  /** The folder for what a user configures: {@code $XDG_CONFIG_HOME/gatehold} or its default. */
  public Path configFolder() {
    String configured = variable("XDG_CONFIG_HOME");
    String home = variable("HOME");
    Path base =
        configured != null
            ? Path.of(configured)
            : Path.of(home != null ? home : System.getProperty("user.home")).resolve(".config");
    return base.resolve("gatehold");
  }

  /** Where the user's days begin and end: {@code TZ}, or what the machine says. */
  public ZoneId zone() {
    String told = variable("TZ");
    try {
      return told == null ? ZoneId.systemDefault() : ZoneId.of(told);
    } catch (DateTimeException notAZone) {
      return ZoneId.systemDefault();
    }
  }

  /** A path as the user wrote it, from the folder the user is in. */
  public Path path(String written) {
    return workingFolder.resolve(written);
  }
}
