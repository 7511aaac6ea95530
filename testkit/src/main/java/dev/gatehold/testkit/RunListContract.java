package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run store promises about the list of runs. */
interface RunListContract {
  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private void commit(Sample.Write... writes) {
    store().commit(List.of(writes).stream().map(Sample.Write::done).toList());
  }

  private List<String> list(
      @Nullable String flow, @Nullable String status, @Nullable String before, int limit) {
    return store().runs(new RunQuery(flow, status, before, limit)).stream()
        .map(RunRow::run)
        .toList();
  }

  private void fourRuns() {
    commit(
        start("run_2").flow("deploy", 1).status("completed"),
        start("run_1").flow("deploy", 1),
        start("run_4").flow("payment", 2),
        start("run_3").flow("deploy", 2));
  }

  @Test
  default void a_run_is_found_by_its_id() {
    Sample.Write write = start("run_1").deadline(Sample.NOON);
    commit(write, start("run_2"));

    assertThat(store().run("run_1")).as("the row must be as written").contains(write.row());
    assertThat(store().run("run_9")).as("an unknown run must have none").isEmpty();
  }

  @Test
  default void runs_come_newest_first() {
    fourRuns();
    assertThat(list(null, null, null, 10))
        .as("ids sort by start: the greatest must come first")
        .containsExactly("run_4", "run_3", "run_2", "run_1");
  }

  @Test
  default void runs_are_listed_page_by_page() {
    fourRuns();
    assertThat(list(null, null, null, 2))
        .as("a page must keep to its limit")
        .containsExactly("run_4", "run_3");
    assertThat(list(null, null, "run_3", 2))
        .as("the next page must go on before the last run")
        .containsExactly("run_2", "run_1");
    assertThat(list("deploy", "active", "run_3", 2)).containsExactly("run_1");
    assertThat(list(null, null, "run_1", 2)).isEmpty();
  }

  @Test
  default void runs_are_listed_by_flow_and_status() {
    fourRuns();
    assertThat(list("deploy", null, null, 10))
        .as("only runs of this flow")
        .containsExactly("run_3", "run_2", "run_1");
    assertThat(list(null, "active", null, 10))
        .as("only runs in this status")
        .containsExactly("run_4", "run_3", "run_1");
    assertThat(list("deploy", "completed", null, 10)).as("both").containsExactly("run_2");
    assertThat(list("payment", "completed", null, 10)).isEmpty();
    assertThat(list("nothing", null, null, 10)).isEmpty();
  }

  @Test
  default void active_runs_with_a_key_come_oldest_first() {
    commit(
        start("run_2").flow("deploy", 1).superseding("eu"),
        start("run_1").flow("deploy", 1).superseding("eu"),
        start("run_3").flow("deploy", 1).superseding("us"),
        start("run_4").flow("payment", 1).superseding("eu"),
        start("run_5").flow("deploy", 1).superseding("eu").status("completed"),
        start("run_6").flow("deploy", 1));
    assertThat(store().activeRuns("deploy", "eu"))
        .as("only active runs of this flow with this key")
        .containsExactly("run_1", "run_2");
    assertThat(store().run("run_1").orElseThrow().key()).isEqualTo("eu");
    assertThat(store().run("run_6").orElseThrow().key()).as("a run without a key").isNull();
  }

  @Test
  default void of_many_runs_the_active_ones_are_told() {
    fourRuns();
    assertThat(store().active(List.of("run_1", "run_2", "run_4", "run_9")))
        .as("one that has ended is not active, and one that is unknown neither")
        .containsExactlyInAnyOrder("run_1", "run_4");
    assertThat(store().active(List.of())).isEmpty();
  }

  @Test
  default void a_release_is_pinned_by_active_runs_alone() {
    fourRuns();
    commit(next("run_3", 1).flow("deploy", 2).status("completed"));
    assertThat(store().pins("deploy", 1)).isTrue();
    assertThat(store().pins("deploy", 2)).as("its only run has ended").isFalse();
    assertThat(store().pins("payment", 1)).isFalse();
  }

  @Test
  default void turns_are_counted_by_rotation() {
    assertThat(store().turns()).as("nobody had a turn yet").isEmpty();
    commit(start("run_1").turn("reviewers").turn("reviewers"), start("run_2").turn("sre"));
    commit(start("run_3").turn("reviewers"));
    assertThat(store().turns()).isEqualTo(Map.of("reviewers", 3L, "sre", 1L));
  }
}
