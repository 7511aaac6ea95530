package dev.gatehold.connectors.ssh;

import dev.gatehold.engine.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real OpenSSH server on a free port of this machine, with keys, configuration and home of its
 * own: everything stands in one temporary folder.
 */
final class TestSshd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  private static final String USER = System.getProperty("user.name");

  private final Path folder;
  private final int port = freePort();
  private final List<String> options = new ArrayList<>();
  private Process process;

  /** Starts one. Without the program there is nothing to test against, so that fails. */
  TestSshd(Path folder, String... options) {
    if (!Files.isExecutable(PROGRAM)) {
      throw new AssertionError(
          "Expected " + PROGRAM + ", but there is none. Install the package 'openssh-server'.");
    }
    this.folder = folder;
    this.options.addAll(List.of(options));
    try {
      Files.createDirectories(home());
      makeKey("client", "ed25519");
      makeKey("host_ed25519", "ed25519");
      makeKey("host_ecdsa", "ecdsa");
      makeKey("host_rsa", "rsa");
      Files.copy(folder.resolve("client.pub"), folder.resolve("authorized_keys"));
      if (isRoot()) {
        // Privilege separation wants it; packages make it when a system starts the service.
        Files.createDirectories(Path.of("/run/sshd"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.process = launch();
  }

  static boolean isRoot() {
    return "root".equals(USER);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a key pair: the file, and beside it the public key with {@code .pub}. */
  Path makeKey(String name, String type, String... more) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      List<String> command =
          new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-t", type, "-f", file.toString()));
      command.addAll(List.of(more));
      run(command);
    }
    return file;
  }

  static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " said " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Process launch() {
    try {
      List<String> lines = new ArrayList<>();
      lines.add("ListenAddress 127.0.0.1");
      lines.add("Port " + port);
      boolean ownHostKey = options.stream().anyMatch(option -> option.startsWith("HostKey "));
      if (!ownHostKey) {
        for (String key : List.of("host_ed25519", "host_ecdsa", "host_rsa")) {
          lines.add("HostKey " + folder.resolve(key));
        }
      }
      lines.add("AuthorizedKeysFile " + folder.resolve("authorized_keys"));
      lines.add("PidFile " + folder.resolve("sshd.pid"));
      lines.add("StrictModes no");
      lines.add("UsePAM no");
      lines.add("PermitRootLogin prohibit-password");
      lines.add("PasswordAuthentication no");
      lines.add("KbdInteractiveAuthentication no");
      lines.add("MaxStartups 100");
      lines.add("SetEnv HOME=" + home());
      lines.addAll(options);
      Path config = Files.write(folder.resolve("sshd_config"), lines);
      Process started =
          new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
              .start();
      awaitPort(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitPort(Process started) throws IOException {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.getInputStream().read() == 'S') {
          return;
        }
      } catch (IOException notYet) {
        if (!started.isAlive()) {
          throw new AssertionError("sshd ended: " + log(), notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where commands find themselves. */
  Path home() {
    return folder.resolve("home");
  }

  Path folder() {
    return folder;
  }

  /** The folder of a job over there. */
  Path job(String id) {
    return home().resolve(".gatehold/jobs").resolve(id);
  }

  int port() {
    return port;
  }

  String publicKey(String name) {
    try {
      return Files.readString(folder.resolve(name + ".pub"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SshConnection connection() {
    return connection(port, "client", publicKey("host_ed25519"));
  }

  SshConnection connection(int port, String key, String hostKey) {
    return new SshConnection(
        "here",
        "127.0.0.1",
        port,
        USER,
        folder.resolve(key),
        HostKey.parse(hostKey),
        EnumSet.allOf(Environment.class));
  }

  Map<String, SshConnection> connections() {
    return Map.of("here", connection());
  }

  /** Ends the server and everybody's connection; commands that were detached go on. */
  void stop() {
    List<ProcessHandle> sessions =
        process
            .descendants()
            .filter(each -> each.info().command().orElse("").endsWith("sshd"))
            .toList();
    process.destroyForcibly();
    sessions.forEach(ProcessHandle::destroyForcibly);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("sshd does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts it again after {@link #stop}. */
  void startAgain() {
    process = launch();
  }

  @Override
  public void close() {
    stop();
  }
}
