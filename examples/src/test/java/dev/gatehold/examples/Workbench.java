package dev.gatehold.examples;

import dev.gatehold.connectors.ssh.HostKey;
import dev.gatehold.connectors.ssh.SshConnection;
import dev.gatehold.engine.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

/** The other machine of the examples, as {@code workbench/start} makes it: a real SSH server. */
final class Workbench implements AutoCloseable {
  static final String NAME = "workbench";

  private final Path folder;
  private final int port;
  private final Process server;

  /** Starts one. Without an SSH server there is nothing to test against, so that fails. */
  Workbench(Path folder) throws IOException {
    this.folder = folder;
    this.port = freePort();
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    this.server =
        new ProcessBuilder("workbench/start", folder.toString(), String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    awaitPort(log);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(Path log) throws IOException {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.getInputStream().read() == 'S') {
          return;
        }
      } catch (IOException notYet) {
        if (!server.isAlive()) {
          throw new AssertionError("The workbench ended: " + Files.readString(log), notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Where commands find themselves over there. */
  Path home() {
    return folder.resolve("home");
  }

  SshConnection connection() throws IOException {
    return new SshConnection(
        NAME,
        "127.0.0.1",
        port,
        System.getProperty("user.name"),
        folder.resolve("client"),
        HostKey.parse(Files.readString(folder.resolve("host.pub"))),
        EnumSet.allOf(Environment.class));
  }

  @Override
  public void close() {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("The workbench does not end.");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
