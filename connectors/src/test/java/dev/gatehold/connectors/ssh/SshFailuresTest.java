package dev.gatehold.connectors.ssh;

import static dev.gatehold.connectors.ssh.Desk.command;
import static dev.gatehold.connectors.ssh.Desk.job;
import static dev.gatehold.connectors.ssh.Desk.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.effect.Connector.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when there is no way in, or it ends too soon. */
class SshFailuresTest {
  @TempDir private static Path folder;
  private static TestSshd sshd;

  @BeforeAll
  static void start() {
    sshd = new TestSshd(folder);
  }

  @AfterAll
  static void stop() {
    sshd.close();
  }

  private static Failure failureAt(int port) {
    return new Desk(sshd.connection(port, "client", sshd.publicKey("host_ed25519")))
        .failure(job(command("true"), Duration.ofSeconds(4)));
  }

  private static Failure failureWith(SshConnection connection) {
    return new Desk(connection).failure(command("true"));
  }

  private static SshConnection withKey(String key) {
    return sshd.connection(sshd.port(), key, sshd.publicKey("host_ed25519"));
  }

  @Test
  void nobodyListens() {
    Failure failure = failureAt(TestSshd.freePort());
    assertThat(failure.code()).isEqualTo("ssh.refused");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.message()).contains("but it is refused").contains("SSH server runs");
  }

  @Test
  void aNameWithoutAddress() {
    SshConnection here = sshd.connection();
    SshConnection nowhere =
        new SshConnection(
            "here",
            "nowhere.invalid",
            22,
            here.user(),
            here.key(),
            here.hostKey(),
            here.environments());
    Failure failure = failureWith(nowhere);
    assertThat(failure.code()).isEqualTo("ssh.unknown_host");
    assertThat(failure.message()).contains("'nowhere.invalid'");
  }

  @Test
  void aSocketThatNeverAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Failure failure = failureAt(silent.getLocalPort());
      assertThat(failure.code()).isEqualTo("ssh.timeout");
      assertThat(failure.message()).contains("had not begun");
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void somethingElseThanAnSshServer() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = other.accept();
                OutputStream out = socket.getOutputStream()) {
              out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      Failure failure = failureAt(other.getLocalPort());
      assertThat(failure.code()).isEqualTo("ssh.lost");
      assertThat(failure.message()).contains("Nothing was begun");
    }
  }

  @Test
  void aKeyThatTheMachineDoesNotKnow() {
    sshd.makeKey("stranger", "ed25519");
    Failure failure = failureWith(withKey("stranger"));
    assertThat(failure.code()).isEqualTo("ssh.authentication");
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.message())
        .contains(HostKey.parse(sshd.publicKey("stranger")).fingerprint())
        .contains("authorized_keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-", "rw----r--"})
  void aKeyThatOthersCanUse(String mode) throws IOException {
    Path key = folder.resolve("open" + mode);
    Files.copy(folder.resolve("client"), key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    Failure failure = failureWith(withKey(key.getFileName().toString()));
    assertThat(failure.code()).isEqualTo("ssh.key");
    assertThat(failure.message()).contains("0600");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aKeyFileThatIsNone() throws IOException {
    assertThat(failureWith(withKey("nothing")).message()).contains("its file is not there");
    Path key = Files.writeString(folder.resolve("canary"), "canary-0815\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Failure failure = failureWith(withKey("canary"));
    assertThat(failure.code()).isEqualTo("ssh.key");
    assertThat(failure.message()).doesNotContain("0815");
    sshd.makeKey("weak", "rsa", "-b", "1024");
    assertThat(failureWith(withKey("weak")).message()).contains("1024 bits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ciphers aes256-cbc",
        "MACs hmac-sha1,hmac-sha2-256|Ciphers aes256-ctr",
        "KexAlgorithms diffie-hellman-group14-sha1",
        "HostKeyAlgorithms ssh-rsa"
      })
  void oldAlgorithmsAreRefused(String options, @TempDir Path own) {
    try (TestSshd old = new TestSshd(own, options.split("\\|", -1))) {
      Failure failure = failureWith(old.connection());
      assertThat(failure.code()).isEqualTo("ssh.algorithms");
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void aSignatureWithSha1IsNotGiven(@TempDir Path own) {
    try (TestSshd old = new TestSshd(own, "PubkeyAcceptedAlgorithms ssh-rsa")) {
      old.makeKey("rsa", "rsa");
      Files.writeString(own.resolve("authorized_keys"), old.publicKey("rsa"));
      SshConnection connection = old.connection(old.port(), "rsa", old.publicKey("host_ed25519"));
      assertThat(failureWith(connection).code()).isEqualTo("ssh.authentication");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aConnectionThatIsCutInTheMiddle() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(sshd.port())) {
      Desk desk = new Desk(sshd.connection(proxy.port(), "client", sshd.publicKey("host_ed25519")));
      Path begun = Processes.fifo(sshd.home().resolve("amid"));
      FutureTask<Failure> task =
          new FutureTask<>(() -> desk.failure(sh("echo $$ > \"$1\"; sleep 600", begun.toString())));
      Thread.ofVirtual().start(task);
      String pid = Files.readString(begun).strip();
      proxy.cut();
      Failure failure = task.get(30, TimeUnit.SECONDS);
      assertThat(failure.code()).isEqualTo("ssh.lost");
      assertThat(failure.retryable()).isTrue();
      assertThat(failure.message()).contains("was ended with its process group");
      assertThat(Processes.runs(Long.parseLong(pid))).isFalse();
    }
  }

  @Test
  void connectionsAreNamedAndForTheirEnvironmentOnly() {
    SshConnection here = sshd.connection();
    Desk desk =
        new Desk(
            new SshConnection(
                "here",
                here.host(),
                here.port(),
                here.user(),
                here.key(),
                here.hostKey(),
                Set.of(Environment.LIVE)));
    Job live = job(command("true"));
    Job draft = new Job(live.id(), live.run(), "work", 1, live.parameters(), live.timeout(), true);
    assertThat(desk.failure(draft).code()).isEqualTo("ssh.environment");
    Failure unknown = desk.failure(Map.of("connection", "there", "command", List.of("true")));
    assertThat(unknown.code()).isEqualTo("ssh.unknown_connection");
    assertThat(unknown.message()).contains("only here");
    assertThat(desk.run(live)).containsEntry("exit", 0L);
  }

  @Test
  void aHomeThatCannotBeWritten(@TempDir Path own) throws IOException {
    try (TestSshd full = new TestSshd(own)) {
      Files.writeString(full.home().resolve(".gatehold"), "in the way");
      Failure failure = failureWith(full.connection());
      assertThat(failure.code()).isEqualTo("ssh.prepare");
      assertThat(failure.message()).contains("Nothing was begun").contains(".gatehold");
    }
  }
}
