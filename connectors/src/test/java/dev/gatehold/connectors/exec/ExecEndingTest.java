package dev.gatehold.connectors.exec;

import static dev.gatehold.connectors.exec.Workshop.bash;
import static dev.gatehold.connectors.exec.Workshop.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.run.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExecEndingTest {
  /** A child, a grandchild, one in a session of its own, and one whose parents are gone. */
  private static final String FAMILY =
      """
      sleep 600 & echo $! >> pids
      bash -c 'sleep 601 & echo $! >> pids; wait' &
      setsid sleep 602 & echo $! >> pids
      bash -c 'setsid bash -c "echo \\$\\$ >> pids; exec sleep 603" & disown; exit 0'
      until [ "$(wc -l < pids)" = 4 ]; do sleep 0.01; done
      """;

  @TempDir Path folder;
  Workshop shop;

  @BeforeEach
  void open() {
    shop = new Workshop(folder);
  }

  @Test
  void aTimeoutEndsTheWholeTree() throws Exception {
    Failure failure =
        shop.failureOf(job(bash(FAMILY + "echo waiting; wait"), Duration.ofSeconds(4)));

    assertThat(failure.code()).isEqualTo("exec.timeout");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.message())
        .startsWith("Expected 'bash' of step 'work' to end within 4s, but it did not")
        .contains("waiting\n See the log sha256:");
    assertThatTheFamilyIsGone();
  }

  @Test
  void whatACommandLeavesRunningEndsWithIt() throws Exception {
    var output = shop.run(FAMILY + "echo done");

    assertThat(output).containsEntry("stdout", "done");
    assertThatTheFamilyIsGone();
  }

  @Test
  void anInterruptEndsTheWholeTree() throws Exception {
    Path ready = folder.resolve("ready");
    assertThat(new ProcessBuilder("mkfifo", ready.toString()).start().waitFor()).isZero();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> running =
          threads.submit(() ->
              shop.exec.run(
                  job(
                      Map.of(
                          "command",
                          List.of(
                              "bash",
                              "-euc",
                              FAMILY + "echo ready > \"$1\"; wait",
                              "work",
                              ready.toString())))));
      assertThat(Files.readString(ready)).isEqualTo("ready\n");

      running.cancel(true);
    }

    assertThatTheFamilyIsGone();
    assertThat(folder.resolve(".jobs")).isEmptyDirectory();
  }

  @Test
  void anInterruptIsPassedOn() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> shop.exec.run(job(bash("sleep 600"))))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aJobThatComesAgainEndsWhatADeadServerLeftOfIt() throws Exception {
    Process left = sleeper(folder.resolve(".jobs/run_01.work.1/output.json"));

    shop.run("true");

    assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void processesOfOtherJobsAreLeftAlone() throws Exception {
    Process other = sleeper(folder.resolve(".jobs/run_01.work.11/output.json"));
    try {
      shop.run("sleep 600 & true");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  private static Process sleeper(Path output) throws Exception {
    ProcessBuilder sleeper = new ProcessBuilder("sleep", "600");
    sleeper.environment().put("GATEHOLD_OUTPUT", output.toString());
    return sleeper.start();
  }

  private void assertThatTheFamilyIsGone() throws Exception {
    List<Long> pids =
        Files.readAllLines(shop.working().resolve("pids")).stream().map(Long::valueOf).toList();
    assertThat(pids).hasSize(4).noneMatch(Workshop::runs);
  }
}
