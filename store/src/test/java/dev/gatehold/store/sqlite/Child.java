package dev.gatehold.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process with this test's class path. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  static Child start(Class<?> main, String... arguments) throws IOException {
    String ownPath = System.getProperty("java.class.path", "");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", ownPath),
                main.getName()));
    command.addAll(List.of(arguments));
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  long pid() {
    return process.pid();
  }

  /** The next line that it printed; fails the test when it ended without one. */
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("Expected another line, but the child process ended.");
    }
    return line;
  }

  /** Kills it as a power switch would, and gives what it had printed and was not read yet. */
  List<String> kill() throws IOException {
    // Process.destroyForcibly would also close the pipe with what was not read yet.
    process.toHandle().destroyForcibly();
    return output.readAllLines();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
