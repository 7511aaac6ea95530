package dev.gatehold.connectors.ssh;

import static dev.gatehold.connectors.ssh.Desk.command;
import static dev.gatehold.connectors.ssh.Desk.job;
import static dev.gatehold.connectors.ssh.Desk.sh;
import static dev.gatehold.connectors.ssh.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run to their end over one connection to a real server. */
class AttachedCommandTest {
  @TempDir private static Path folder;
  private static TestSshd sshd;
  private static Desk desk;

  @BeforeAll
  static void start() {
    sshd = new TestSshd(folder);
    desk = new Desk(sshd.connection());
  }

  @AfterAll
  static void stop() {
    sshd.close();
  }

  @Test
  void givesWhatTheCommandSaid() {
    Map<String, @Nullable Object> output =
        desk.run(sh("echo out; echo err >&2; echo '{\"n\": 7}' > \"$GATEHOLD_OUTPUT\""));
    assertThat(output).containsEntry("exit", 0L).containsEntry("stdout", "out");
    assertThat(output).containsEntry("n", 7L);
    assertThat(desk.text(output.get("log"))).contains("out\n").contains("err\n");
  }

  @Test
  void aCommandReadsTheWholeInput() {
    String large = "0123456789äöü€\n".repeat(20_000);
    Map<String, @Nullable Object> output = desk.run(with(command("wc", "-c"), "stdin", large));
    assertThat(output).containsEntry("stdout", String.valueOf(20_000 * 20));
    assertThat(desk.run(command("cat"))).containsEntry("stdout", "");
  }

  @Test
  void aCommandSeesItsJobAndItsVariables() {
    Job job =
        job(
            with(
                sh("echo $GATEHOLD_RUN $GATEHOLD_STEP $GATEHOLD_ATTEMPT $GATEHOLD_JOB \"$A\""),
                "env",
                Map.of("A", "it's $HOME; `ls`")));
    assertThat(desk.run(job))
        .containsEntry("stdout", job.run() + " work 1 " + job.id() + " it's $HOME; `ls`");
  }

  @Test
  void variablesThatOurOwnScriptsUseAreTheCommandsToo() {
    Map<String, Object> env = Map.of("d", "1", "begin", "2", "job", "3", "PATH", "/bin:/usr/bin");
    assertThat(desk.run(with(sh("echo \"$d $begin $job\"; cat"), "env", env)))
        .containsEntry("stdout", "1 2 3");
  }

  @Test
  void anotherExitThan0IsAFailure() {
    Failure failure = desk.failure(sh("echo no such luck >&2; exit 3"));
    assertThat(failure.code()).isEqualTo("ssh.exit");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.message())
        .contains("in step 'work', but it exited with 3:\nno such luck\n")
        .contains("See the log sha256:");
  }

  @Test
  void aProgramThatIsNotThereExitsWith127() {
    assertThat(desk.failure(command("no-such-program")).message())
        .contains("exited with 127")
        .contains("no-such-program");
  }

  @Test
  void aKilledCommandNamesItsSignal() {
    Failure failure = desk.failure(sh("kill -TERM $$"));
    assertThat(failure.code()).isEqualTo("ssh.signal");
    assertThat(failure.message()).contains("killed by signal TERM");
  }

  @Test
  void nothingIsLeftOverThere() {
    Job job = job(sh("sleep 600 & echo $!"));
    String left = String.valueOf(desk.run(job).get("stdout"));
    assertThat(Processes.runs(Long.parseLong(left))).isFalse();
    assertThat(sshd.job(job.id())).doesNotExist();
  }

  @Test
  void whenTheTimeIsUpTheWholeGroupIsKilled() throws IOException {
    Path pids = sshd.home().resolve("pids");
    Job job =
        job(
            sh("sleep 600 & echo $$ $! > \"$1\"; echo waiting; wait", pids.toString()),
            Duration.ofSeconds(2));
    Failure failure = desk.failure(job);
    assertThat(failure.code()).isEqualTo("ssh.timeout");
    assertThat(failure.message()).contains("was ended with its process group").contains("waiting");
    for (String pid : Files.readString(pids).strip().split(" ", -1)) {
      assertThat(Processes.runs(Long.parseLong(pid))).isFalse();
    }
    assertThat(sshd.job(job.id())).doesNotExist();
  }

  @Test
  void anInterruptionKillsTheWholeGroup() throws Exception {
    Path fifo = Processes.fifo(sshd.home().resolve("begun"));
    Job job = job(sh("sleep 600 & echo $$ $! > \"$1\"; wait", fifo.toString()));
    Thread thread = Processes.start(() -> desk.ssh.run(job));
    String[] pids = Files.readString(fifo).strip().split(" ", -1);
    thread.interrupt();
    thread.join();
    for (String pid : pids) {
      assertThat(Processes.runs(Long.parseLong(pid))).isFalse();
    }
  }

  @Test
  void aReportThatIsNoObjectIsAFailure() {
    assertThat(desk.failure(sh("echo '[1]' > \"$GATEHOLD_OUTPUT\"")).code())
        .isEqualTo("ssh.output");
    assertThat(desk.failure(sh("echo '{\"exit\": 1}' > \"$GATEHOLD_OUTPUT\"")).message())
        .contains("its key 'exit' is already taken");
    Failure large = desk.failure(sh("head -c 300000 /dev/zero > \"$GATEHOLD_OUTPUT\""));
    assertThat(large.message()).contains("more than 262144 bytes");
    assertThat(large.retryable()).isFalse();
  }

  @Test
  void aLogEndsAtItsLimit() {
    Map<String, @Nullable Object> output = desk.run(sh("head -c 11000000 /dev/zero | tr '\\0' x"));
    assertThat(desk.text(output.get("log")))
        .endsWith("[gatehold] The first 10485760 of 11000000 bytes are kept.\n");
    assertThat(String.valueOf(output.get("stdout"))).hasSize(16 * 1024);
  }

  @Test
  void theSameJobAgainEndsWhatTheFirstLeft() throws IOException {
    Job job = job(sh("exit 0"));
    Path left = Files.createDirectories(sshd.job(job.id()));
    Files.writeString(left.resolve("output.json"), "{\"old\": 1}");
    assertThat(desk.run(job)).doesNotContainKey("old");
  }

  @Test
  void badParametersAreNamed() {
    for (Map<String, Object> bad :
        List.of(
            Map.<String, Object>of("connection", "here"),
            Map.<String, Object>of("command", List.of("ls")),
            with(command("ls"), "user", "root"),
            with(command("ls"), "detach", "yes"),
            with(command("ls"), "env", Map.of("A-B", "1")),
            with(command("ls"), "env", Map.of("GATEHOLD_X", "1")),
            with(command("ls"), "command", List.of(List.of())),
            command("-x"),
            command(""),
            command("a", "b\0c"),
            command("a", "x".repeat(1024 * 1024)))) {
      Failure failure = desk.failure(bad);
      assertThat(failure.code()).isEqualTo("ssh.parameters");
      assertThat(failure.message()).startsWith("Expected ").contains(", but ");
      assertThat(failure.retryable()).isFalse();
    }
  }
}
