package dev.gatehold.cli.server;

import dev.gatehold.cli.output.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real process of {@code gatehold server …}, with this test's class path. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final JsonNode greeting;

  private ServerProcess(Process process, Path log, JsonNode greeting) {
    this.process = process;
    this.log = log;
    this.greeting = greeting;
  }

  /**
   * Starts it and returns when it answers, or when it has ended with an error.
   *
   * @param home the folder that {@code examples} stands in; null for none
   */
  public static ServerProcess start(Path folder, @Nullable Path home, String... options)
      throws IOException {
    return start("start-dev", folder, home, options);
  }

  /** As {@link #start} does, but a server that is not for development. */
  public static ServerProcess production(Path folder, String... options) throws IOException {
    return start("start", folder, null, options);
  }

  private static ServerProcess start(
      String command, Path folder, @Nullable Path home, String... options) throws IOException {
    Path log = Files.createTempFile(folder, "server", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command(command, options))
            .directory(folder.toFile())
            .redirectError(log.toFile());
    builder.environment().remove("GATEHOLD_HOME");
    if (home != null) {
      builder.environment().put("GATEHOLD_HOME", home.toString());
    }
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("Expected a server, but: " + Files.readString(log));
    }
    return new ServerProcess(process, log, JsonText.read(line));
  }

  private static List<String> command(String name, String... options) {
    String ownPath = System.getProperty("java.class.path", "");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", ownPath),
                "dev.gatehold.cli.Main",
                "server",
                name,
                "--json"));
    command.addAll(List.of(options));
    return command;
  }

  /** The line that it printed: where it is, or why it is not. */
  public JsonNode greeting() {
    return greeting;
  }

  public URI url() {
    return URI.create(greeting.at("/data/url").asString());
  }

  /** What it said on standard error. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** As {@code kill -9} does, in the middle of whatever it is doing. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends it a signal by name, such as STOP. */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("Expected to send " + name + " to the server.");
    }
  }

  /** As Ctrl-C does; gives the exit code when it has ended. */
  public int stop() throws InterruptedException {
    process.toHandle().destroy();
    return exit();
  }

  /** The exit code when it has ended. */
  public int exit() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("Expected the server to end, but it runs on.");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
