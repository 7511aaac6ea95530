package dev.gatehold.cli.server;

import dev.gatehold.cli.command.Environment;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code examples}: a cast of people and flows to try.
 *
 * @param folder absolute
 */
public record Examples(Path folder) {
  /** The launcher names the folder that it stands in with this variable. */
  private static final String HOME = "GATEHOLD_HOME";

  /** The examples beside the launcher; null when there are none. */
  public static @Nullable Examples find(Environment environment) {
    String home = environment.variable(HOME);
    if (home == null) {
      return null;
    }
    Path folder = environment.path(home).resolve("examples").toAbsolutePath().normalize();
    return Files.isRegularFile(folder.resolve("people.yaml")) ? new Examples(folder) : null;
  }

  /** As {@link #find}, for commands that are nothing without them. */
  public static Examples require(Environment environment) {
    Examples found = find(environment);
    if (found == null) {
      throw new CliException(
          ExitCode.ERROR,
          "examples.missing",
          "Expected the folder 'examples' beside the launcher, but it is not there.",
          Next.say("Run ./gatehold in a clone of the repository, or set " + HOME + " to one."));
    }
    return found;
  }

  public Path people() {
    return folder.resolve("people.yaml");
  }

  /** The folder of floors. */
  public Path floors() {
    return folder.resolve("floors");
  }

  /** The flow files, by name. */
  public List<Path> flows() throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(example -> example.resolve("flow.yaml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
