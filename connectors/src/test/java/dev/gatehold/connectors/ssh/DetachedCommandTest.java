package dev.gatehold.connectors.ssh;

import static dev.gatehold.connectors.ssh.Desk.detached;
import static dev.gatehold.connectors.ssh.Desk.job;
import static dev.gatehold.connectors.ssh.Desk.sh;
import static dev.gatehold.connectors.ssh.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that outlive connections and this server, on a real server. */
class DetachedCommandTest {
  private TestSshd sshd;
  private Desk desk;

  @BeforeEach
  void start(@TempDir Path folder) {
    sshd = new TestSshd(folder);
    desk = new Desk(sshd.connection());
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  /** A job that says who it is, and goes on when it is told to. */
  private Job waiting(@Nullable Duration timeout) {
    Path begun = Processes.fifo(sshd.home().resolve("begun"));
    Path go = Processes.fifo(sshd.home().resolve("go"));
    return job(
        with(
            sh(
                "echo started >> \"$HOME/starts\"; echo one; sleep 600 & echo $$ $! > \"$1\"; cat"
                    + " \"$2\"; echo two >&2; echo '{\"n\": 1}' > \"$GATEHOLD_OUTPUT\"",
                begun.toString(),
                go.toString()),
            "detach",
            true),
        timeout);
  }

  private String[] begun() throws Exception {
    return Files.readString(sshd.home().resolve("begun")).strip().split(" ", -1);
  }

  private void go() throws Exception {
    Files.writeString(sshd.home().resolve("go"), "go\n");
  }

  private static void areGone(String... pids) {
    for (String pid : pids) {
      assertThat(Processes.runs(Long.parseLong(pid))).as(pid).isFalse();
    }
  }

  private FutureTask<Map<String, @Nullable Object>> start(Job job) {
    FutureTask<Map<String, @Nullable Object>> task = new FutureTask<>(() -> desk.ssh.run(job));
    Thread.ofVirtual().start(task);
    return task;
  }

  private void isDone(Map<String, @Nullable Object> output) throws Exception {
    assertThat(output)
        .containsEntry("exit", 0L)
        .containsEntry("stdout", "one\ngo")
        .containsEntry("n", 1L);
    assertThat(desk.text(output.get("log"))).contains("one\n").contains("two\n");
    assertThat(Files.readString(sshd.home().resolve("starts"))).isEqualTo("started\n");
  }

  @Test
  void givesWhatTheCommandSaidAndReported() {
    Map<String, @Nullable Object> output =
        desk.run(
            with(
                detached("cat; echo err >&2; echo '{\"n\": 7}' > \"$GATEHOLD_OUTPUT\""),
                "stdin",
                "in"));
    assertThat(output).containsEntry("stdout", "in").containsEntry("n", 7L);
    assertThat(desk.text(output.get("log"))).contains("in").contains("err\n");
  }

  @Test
  void aLongOutputComesWhole() {
    Map<String, @Nullable Object> output =
        desk.run(detached("head -c 3000000 /dev/zero | tr '\\0' x"));
    assertThat(desk.text(output.get("log"))).hasSize(3_000_000);
  }

  @Test
  void anotherExitThan0AndAKillAreFailures() {
    assertThat(desk.failure(detached("echo oh; exit 3")).message())
        .contains("exited with 3:\noh\n");
    Failure killed = desk.failure(detached("kill -TERM $$"));
    assertThat(killed.code()).isEqualTo("ssh.signal");
    assertThat(killed.message()).contains("signal TERM");
  }

  @Test
  void wordsAreNeverTakenForWordsOfOurOwnShell() {
    assertThat(desk.failure(with(Desk.command("finish"), "detach", true)).message())
        .contains("exited with 127");
  }

  @Test
  void aServerThatStartsAgainFindsTheCommandAgain() throws Exception {
    Job job = waiting(null);
    FutureTask<Map<String, @Nullable Object>> task = start(job);
    String[] pids = begun();
    sshd.stop();
    assertThat(Processes.runs(Long.parseLong(pids[0]))).isTrue();
    sshd.startAgain();
    go();
    isDone(task.get(30, TimeUnit.SECONDS));
    areGone(pids);
  }

  @Test
  void theSameJobAgainFollowsTheSameCommand() throws Exception {
    Job job = waiting(null);
    Thread first = Processes.start(() -> desk.ssh.run(job));
    String[] pids = begun();
    desk.ssh.close();
    first.interrupt();
    first.join();
    assertThat(Processes.runs(Long.parseLong(pids[0]))).isTrue();
    desk = new Desk(sshd.connection());
    FutureTask<Map<String, @Nullable Object>> second = start(job);
    go();
    isDone(second.get(30, TimeUnit.SECONDS));
  }

  @Test
  void theSameJobAgainAfterItsEndGivesTheSame() {
    Job job = job(detached("echo started >> \"$HOME/starts\"; echo hello"));
    Map<String, @Nullable Object> first = desk.run(job);
    assertThat(desk.run(job)).isEqualTo(first);
    assertThat(sshd.home().resolve("starts")).hasContent("started\n");
  }

  @Test
  void anInterruptionKillsTheWholeGroupAndTheJobNeverRunsAgain() throws Exception {
    Job job = waiting(null);
    Thread thread = Processes.start(() -> desk.ssh.run(job));
    String[] pids = begun();
    thread.interrupt();
    thread.join();
    areGone(pids);
    assertThat(desk.failure(job).code()).isEqualTo("ssh.stopped");
    assertThat(sshd.home().resolve("starts")).hasContent("started\n");
  }

  @Test
  void whenTheTimeIsUpTheWholeGroupIsKilled() throws Exception {
    Job job = waiting(Duration.ofSeconds(2));
    FutureTask<Failure> task = new FutureTask<>(() -> desk.failure(job));
    Thread.ofVirtual().start(task);
    String[] pids = begun();
    Failure failure = task.get(30, TimeUnit.SECONDS);
    assertThat(failure.code()).isEqualTo("ssh.timeout");
    assertThat(failure.message()).contains("ended with its process group").contains("one");
    areGone(pids);
  }

  @Test
  void aCommandThatIsKilledWithItsKeeperHasDied() throws Exception {
    Job job = waiting(null);
    FutureTask<Failure> task = new FutureTask<>(() -> desk.failure(job));
    Thread.ofVirtual().start(task);
    begun();
    String group = Files.readString(sshd.job(job.id()).resolve("pid")).split(" ", -1)[0];
    TestSshd.run(List.of("kill", "-KILL", "--", "-" + group));
    Failure failure = task.get(30, TimeUnit.SECONDS);
    assertThat(failure.code()).isEqualTo("ssh.died");
    assertThat(failure.message()).contains("it is gone without one").contains("one");
    assertThat(failure.retryable()).isTrue();
    assertThat(desk.failure(job).code()).isEqualTo("ssh.died");
  }

  @Test
  void aMachineThatIsNeverReachedIsAFailureSoon() {
    sshd.stop();
    assertThat(desk.failure(detached("true")).code()).isEqualTo("ssh.refused");
    sshd.startAgain();
  }

  @Test
  void foldersOfCommandsThatAreLongOverGo() throws Exception {
    Job old = job(detached("true"));
    desk.run(old);
    Path exit = sshd.job(old.id()).resolve("exit");
    assertThat(exit).hasContent("0\n");
    desk.run(detached("true"));
    assertThat(exit).exists();
    Files.setLastModifiedTime(exit, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
    desk.run(detached("true"));
    assertThat(sshd.job(old.id())).doesNotExist();
  }
}
