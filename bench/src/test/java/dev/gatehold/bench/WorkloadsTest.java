package dev.gatehold.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.Transition;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is what is said to be measured. */
class WorkloadsTest {
  @TempDir Path folder;

  @Test
  void aCycleEndsWithACompletedRun() {
    try (ApprovalDesk desk = ApprovalDesk.onSqlite(folder)) {
      ApprovalDesk.Paused paused = desk.start();

      assertThatThrownBy(() -> desk.decision(paused.run()))
          .as("a run that waits is no completed one")
          .isInstanceOf(IllegalStateException.class);
      desk.decide(paused);

      assertThat(desk.decision(paused.run()))
          .returns("bob", Decision::person)
          .returns(PaymentFlow.COMMENT, Decision::comment);
      assertThatThrownBy(() -> desk.decide(paused))
          .as("a second decision must not count as a cycle")
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void byHandEveryRunIsCompleted() throws Exception {
    Path database = folder.resolve("hand.db");
    long cycles;
    try (HandBatched hand = new HandBatched(database, 10)) {
      cycles = hand.work(Duration.ofMillis(50));
    }

    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var counts =
            statement.executeQuery(
                "select (select count(*) from run where status = 'completed'),"
                    + " (select count(*) from task where status = 'approved'),"
                    + " (select count(*) from history) / 4, (select count(*) from run)")) {
      assertThat(counts.next()).isTrue();
      long runs = counts.getLong(4);
      assertThat(runs).isPositive().isEqualTo(cycles).isEqualTo(counts.getLong(1));
      assertThat(runs).isEqualTo(counts.getLong(2)).isEqualTo(counts.getLong(3));
    }
  }

  @Test
  void theCoreBenchmarksHaveRealInput() {
    CoreBenchmark benchmark = new CoreBenchmark();

    assertThat(benchmark.handleStart()).isInstanceOf(Transition.Applied.class);
    assertThat(benchmark.handleDecision()).isInstanceOf(Transition.Applied.class);
    assertThat(benchmark.decode().events()).isNotEmpty();
  }

  @Test
  void theCodecBenchmarksHaveRealInput() {
    CodecBenchmark benchmark = new CodecBenchmark();

    assertThat(benchmark.decodeState()).isInstanceOf(RunState.Active.class);
    assertThat(benchmark.encodeDecision().body()).contains(PaymentFlow.COMMENT);
    assertThat(benchmark.encodeDecision()).isEqualTo(benchmark.verifyChain().getLast());
    assertThat(benchmark.headline()).contains("0 of 1");
  }
}
