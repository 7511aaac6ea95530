package dev.gatehold.connectors.exec;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server allows local processes.
 *
 * @param workFolder where each run gets its working folder; made when it is missing
 * @param allowedCommands what a command may begin with, compared letter by letter: a name that is
 *     looked up, or an absolute path; null allows every command
 * @param enabled whether processes may be started at all
 */
public record ExecSettings(
    Path workFolder, @Nullable Set<String> allowedCommands, boolean enabled) {
  public ExecSettings {
    workFolder = workFolder.toAbsolutePath().normalize();
    allowedCommands = allowedCommands == null ? null : Set.copyOf(allowedCommands);
  }

  /** Any command, in this folder. */
  public static ExecSettings anyCommandIn(Path workFolder) {
    return new ExecSettings(workFolder, null, true);
  }

  /** No command at all. */
  public static ExecSettings disabled(Path workFolder) {
    return new ExecSettings(workFolder, Set.of(), false);
  }
}
