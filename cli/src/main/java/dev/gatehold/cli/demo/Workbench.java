package dev.gatehold.cli.demo;

import dev.gatehold.cli.command.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another machine for scenes: an SSH server on this one, as the examples' own script makes it. */
public final class Workbench implements AutoCloseable {
  /** What to say where there is none. */
  static final String LEFT_OUT =
      "agent-improvement and content-operator; install an SSH server and curl to see them, too:"
          + " apt-get install openssh-server curl";

  /** Names the SSH server's program, or something that is none, to do without. */
  private static final String PROGRAM = "GATEHOLD_SSHD";

  private final Path folder;
  private final Process server;

  private Workbench(Path folder, Process server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts it in a folder of its own; null where the programs for it are missing. */
  public static @Nullable Workbench start(Path script, Path folder, Environment environment)
      throws IOException {
    Path program = sshd(environment);
    if (program == null || find("curl", environment) == null) {
      return null;
    }
    int port = freePort();
    ProcessBuilder start =
        new ProcessBuilder("bash", script.toString(), folder.toString(), String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling("workbench.log").toFile());
    start.environment().put(PROGRAM, program.toString());
    Workbench workbench = new Workbench(folder, start.start());
    workbench.awaitPort(port);
    return workbench;
  }

  private static @Nullable Path sshd(Environment environment) {
    String named = environment.variable(PROGRAM);
    if (named == null) {
      return find("sshd", environment);
    }
    Path program = Path.of(named);
    return Files.isExecutable(program) ? program : null;
  }

  /** A program on the path, or where administrators have theirs. */
  private static @Nullable Path find(String name, Environment environment) {
    String path = environment.variable("PATH");
    Stream<String> own = path == null ? Stream.of("/usr/bin", "/bin") : Stream.of(path.split(":"));
    return Stream.concat(own, Stream.of("/usr/sbin", "/usr/local/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(int port) throws IOException {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.getInputStream().read() == 'S') {
          return;
        }
      } catch (IOException notYet) {
        if (!server.isAlive()) {
          throw new IOException(
              "Expected the workbench to start, but it said: "
                  + Files.readString(folder.resolveSibling("workbench.log")),
              notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** What tells a server of it. */
  public Path connections() {
    return folder.resolve("connections.yaml");
  }

  /** Where commands find themselves over there. */
  Path home() {
    return folder.resolve("home");
  }

  @Override
  public void close() {
    List<ProcessHandle> sessions = server.descendants().toList();
    server.destroy();
    sessions.forEach(ProcessHandle::destroy);
    try {
      if (!server.waitFor(5, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
