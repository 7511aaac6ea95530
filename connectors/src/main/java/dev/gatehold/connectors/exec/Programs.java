package dev.gatehold.connectors.exec;

import dev.gatehold.engine.effect.ConnectorFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds programs: by absolute path, or by name in a fixed list of folders that no flow and no
 * environment can change.
 */
final class Programs {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/local/bin",
          "/usr/bin",
          "/bin",
          "/usr/local/sbin",
          "/usr/sbin",
          "/sbin",
          "/opt/homebrew/bin");

  /** The PATH that commands see. */
  static final String PATH = String.join(":", FOLDERS);

  private final @Nullable Set<String> allowed;

  Programs(@Nullable Set<String> allowed) {
    this.allowed = allowed;
  }

  /** The program's file. */
  Path find(String program) throws ConnectorFailure {
    if (allowed != null && !allowed.contains(program)) {
      throw ExecFailures.notAllowed(program);
    }
    if (program.startsWith("/")) {
      return executable(program, Path.of(program));
    }
    if (program.isEmpty() || program.contains("/")) {
      throw ExecFailures.notFound(
          program, "it is neither an absolute path nor a name to look up in " + PATH);
    }
    for (String folder : FOLDERS) {
      Path candidate = Path.of(folder, program);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw ExecFailures.notFound(program, "no folder of " + PATH + " has it");
  }

  private static Path executable(String program, Path file) throws ConnectorFailure {
    if (!Files.isRegularFile(file)) {
      throw ExecFailures.notFound(program, "there is no such file");
    }
    if (!Files.isExecutable(file)) {
      throw ExecFailures.notFound(program, "the file is not executable");
    }
    return file;
  }
}
