package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.Working;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NightlyExportTest extends Scenario {
  private static final Principal ONE = new Principal("exporter-1", Principal.Kind.SERVICE, null);
  private static final Principal TWO = new Principal("exporter-2", Principal.Kind.SERVICE, null);

  @SuppressWarnings("NullAway.Init")
  NightlyExportTest() {
    super("nightly-export");
  }

  private String start(String... tables) {
    return stage.start(
        "alice",
        Map.of("day", "2026-11-22", "tables", List.of(tables), "folder", folder.toString()));
  }

  private Path exported(String table) {
    return folder.resolve("exports/2026-11-22").resolve(table + ".csv");
  }

  private StoredTask claimed(String run, String step, Principal worker) throws Exception {
    stage.awaitStep(run, step, Working.class);
    return stage.claim("export", worker);
  }

  private static long lease(StoredTask task) {
    return Objects.requireNonNull(task.holder()).lease().number();
  }

  /** Three orders, two customers. */
  private void brings(StoredTask task, Principal worker) {
    long rows = task.offer().input().contains("orders") ? 3 : 2;
    String csv = "id\n" + "1\n".repeat((int) rows);
    stage.tasks().complete(task.id(), lease(task), worker, Map.of("rows", rows, "csv", csv));
  }

  @Test
  void whatWorkersExportedIsSeenAndThenHandedOver() throws Exception {
    String run = start("orders", "customers");
    StoredTask first = claimed(run, "dump@1", ONE);
    StoredTask second = claimed(run, "dump@2", TWO);
    assertThat(first.offer().input()).contains("\"day\":\"2026-11-22\"");

    stage.tasks().heartbeat(first.id(), lease(first), ONE, new Progress(0.5, "half of it"));
    brings(second, TWO);
    brings(first, ONE);

    assertThat(String.valueOf(stage.awaitReview(run).evidence().getFirst().content()))
        .contains("table=orders, rows=3", "table=customers, rows=2");
    says(run, "ines", Says.APPROVE);
    over(run, COMPLETED);
    assertThat(folder.resolve("outbox/2026-11-22/orders.csv")).hasContent("id\n1\n1\n1");
    assertThat(exported("orders")).doesNotExist();
  }

  @Test
  void aWorkerThatFallsSilentLosesItsTableAndComesTooLate() throws Exception {
    String run = start("orders");
    StoredTask silent = claimed(run, "dump@1", ONE);

    stage.advance(Duration.ofSeconds(61));
    StoredTask again = stage.claim("export", TWO);

    assertThat(again.id()).isEqualTo(silent.id());
    assertThatThrownBy(() -> brings(silent, ONE)).hasMessageContaining("lease");
    brings(again, TWO);
    stage.awaitReview(run);
    assertThat(Files.readString(exported("orders"))).isEqualTo("id\n1\n1\n1\n");
  }

  @Test
  void whatIsTurnedDownIsThrownAway() throws Exception {
    String run = start("orders", "customers");
    stage.awaitStep(run, "dump@2", Working.class);
    brings(stage.claim("export", ONE), ONE);
    brings(stage.claim("export", ONE), ONE);
    stage.awaitReview(run);
    assertThat(exported("customers")).exists();

    says(run, "ines", Says.reject("Customers have not agreed to this."));

    over(run, REJECTED);
    assertThat(folder.resolve("exports/2026-11-22")).doesNotExist();
    assertThat(folder.resolve("outbox")).doesNotExist();
  }

  @Test
  void aWorkerThatCannotDoItLetsAnotherAttemptTryAndInTheEndTheRunFails() throws Exception {
    String run = start("orders");
    for (int attempt = 1; attempt <= 3; attempt++) {
      StoredTask task = claimed(run, "dump@1", ONE);
      assertThat(task.offer().origin().attempt()).isEqualTo(attempt);
      Failure failure = new Failure("export.locked", "The table is locked.", true);
      stage.tasks().fail(task.id(), lease(task), ONE, failure);
      if (attempt < 3) {
        stage.awaitStep(run, "dump@1", AwaitingRetry.class);
        stage.advance(Duration.ofMinutes(2));
      }
    }
    assertThat(over(run, FAILED).reason()).contains("The table is locked.");
    assertThat(exported("orders")).doesNotExist();
  }
}
