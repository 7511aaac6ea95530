package dev.gatehold.connectors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.run.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose machine it is, is proven by its host key before anything is said. */
class HostKeyTest {
  private static final Map<String, Object> TOUCH = Desk.sh("touch \"$HOME/pwned\"");

  @TempDir private static Path folder;
  private static TestSshd every;

  @BeforeAll
  static void start() {
    every = new TestSshd(folder);
    every.makeKey("other_ed25519", "ed25519");
    every.makeKey("other_ecdsa", "ecdsa");
    every.makeKey("other_ecdsa521", "ecdsa", "-b", "521");
    every.makeKey("other_rsa", "rsa");
  }

  @AfterAll
  static void stop() {
    every.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host_ed25519", "host_ecdsa", "host_rsa"})
  void thePinnedKeyIsAskedForAndAccepted(String pinned) {
    SshConnection connection = every.connection(every.port(), "client", every.publicKey(pinned));
    assertThat(new Desk(connection).run(Desk.command("echo", "hi"))).containsEntry("stdout", "hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other_ed25519", "other_ecdsa", "other_ecdsa521", "other_rsa", "client"})
  void aChangedKeyIsRefusedWithBothFingerprints(String pinned) {
    SshConnection connection = every.connection(every.port(), "client", every.publicKey(pinned));
    isRefused(every, connection, connection.hostKey().fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "host_ed25519, host_ecdsa",
    "host_ed25519, host_rsa",
    "host_ecdsa, host_ed25519",
    "host_ecdsa, host_rsa",
    "host_rsa, host_ed25519",
    "host_rsa, host_ecdsa",
    "other_ed25519, host_ed25519",
    "other_ed25519, host_ecdsa",
    "other_ed25519, host_rsa",
    "other_rsa, host_rsa",
    "other_rsa, host_ed25519",
    "other_ecdsa, host_ecdsa",
    "other_ecdsa, host_rsa",
    "other_ecdsa521, host_ecdsa"
  })
  void aMachineThatHasOnlyAnotherKeyIsRefused(String pinned, String shown, @TempDir Path own) {
    String option = "HostKey " + every.folder().resolve(shown);
    try (TestSshd sshd = new TestSshd(own, option)) {
      SshConnection connection = sshd.connection(sshd.port(), "client", every.publicKey(pinned));
      isRefused(sshd, connection, HostKey.parse(every.publicKey(shown)).fingerprint());
    }
  }

  private static void isRefused(TestSshd sshd, SshConnection connection, String fingerprint) {
    int before = letIn(sshd);
    for (boolean detach : List.of(false, true)) {
      Failure failure = new Desk(connection).failure(Desk.with(TOUCH, "detach", detach));
      assertThat(failure.code()).isEqualTo("ssh.host_key");
      assertThat(failure.retryable()).isFalse();
      assertThat(failure.message())
          .contains("to have the host key " + connection.hostKey().text())
          .contains("but it showed ")
          .contains(fingerprint);
    }
    assertThat(sshd.home().resolve("pwned")).doesNotExist();
    assertThat(letIn(sshd)).isEqualTo(before);
  }

  private static int letIn(TestSshd sshd) {
    return sshd.log().split("Accepted publickey", -1).length;
  }

  @Test
  void theFingerprintIsThatOfOpenSsh() {
    String line = every.publicKey("host_ed25519");
    assertThat(HostKey.parse(line).text()).startsWith("ssh-ed25519 SHA256:");
    assertThat(HostKey.parse(line).isSame(HostKey.parse(line.strip() + " with a comment")))
        .isTrue();
  }

  @Test
  void whatIsNoStrongKeyCannotBePinned() {
    every.makeKey("weak", "rsa", "-b", "1024");
    assertThatThrownBy(() -> HostKey.parse(every.publicKey("weak")))
        .hasMessageContaining("1024 bits");
    String good = every.publicKey("host_ed25519").strip();
    for (String bad :
        List.of(
            "",
            "ssh-ed25519",
            "ssh-ed25519 AAAA",
            "ssh-ed25519 ????",
            "ssh-dss AAAAB3NzaC1kc3M=",
            "* " + good,
            good.replaceFirst("ssh-ed25519", "ecdsa-sha2-nistp256"),
            good + "\n" + good)) {
      assertThatThrownBy(() -> HostKey.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("it");
    }
  }
}
