package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run store promises about deadlines and about runs that are parked. */
interface DeadlineContract {
  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private void commit(Sample.Write... writes) {
    store().commit(List.of(writes).stream().map(Sample.Write::done).toList());
  }

  private List<String> due(Instant now, int limit) {
    // A claim that is over at once hides nothing.
    return store().due(now, now, limit);
  }

  @Test
  default void due_runs_come_earliest_first() {
    commit(
        start("run_a").deadline(NOON.plusSeconds(30)),
        start("run_b").deadline(NOON.plusSeconds(10)),
        start("run_c").deadline(NOON.plusSeconds(20)),
        start("run_d").deadline(NOON.plusSeconds(31)),
        start("run_e"));

    assertThat(due(NOON.plusSeconds(30), 10))
        .as("due must list the runs whose deadline is not after now, earliest first")
        .containsExactly("run_b", "run_c", "run_a");
    assertThat(due(NOON.plusSeconds(30), 2))
        .as("a limit must keep the earliest")
        .containsExactly("run_b", "run_c");
    assertThat(due(NOON.plusSeconds(9), 10)).isEmpty();
  }

  @Test
  default void a_deadline_is_never_due_early() {
    commit(start("run_a").deadline(NOON.plusNanos(1)));

    assertThat(due(NOON, 10)).as("a deadline must not be due before it").isEmpty();
    assertThat(due(NOON.plusMillis(1), 10))
        .as("a deadline must be due at the next millisecond")
        .containsExactly("run_a");
  }

  @Test
  default void the_next_deadline_is_the_earliest_of_all() {
    assertThat(store().nextDeadline(Instant.EPOCH)).as("without runs there must be none").isNull();
    commit(
        start("run_a").deadline(NOON.plusSeconds(30)),
        start("run_b").deadline(NOON.plusSeconds(10)),
        start("run_c"));
    assertThat(store().nextDeadline(Instant.EPOCH)).isEqualTo(NOON.plusSeconds(10));

    commit(next("run_b", 1).deadline(NOON.plusSeconds(40)));
    assertThat(store().nextDeadline(Instant.EPOCH))
        .as("a run's new deadline must replace its old one")
        .isEqualTo(NOON.plusSeconds(30));
    assertThat(due(NOON.plusSeconds(39), 10)).containsExactly("run_a");

    commit(next("run_a", 1).status("completed"), next("run_b", 2));
    assertThat(store().nextDeadline(Instant.EPOCH)).as("a removed deadline must be gone").isNull();
    assertThat(due(NOON.plusSeconds(99), 10)).isEmpty();
  }

  @Test
  default void deadlines_up_to_a_time_do_not_count() {
    commit(
        start("run_a").deadline(NOON.plusSeconds(30)),
        start("run_b").deadline(NOON.plusSeconds(10)));

    assertThat(store().nextDeadline(NOON.plusSeconds(10)))
        .as("a deadline that has come must not hide the one after it")
        .isEqualTo(NOON.plusSeconds(30));
    assertThat(store().nextDeadline(NOON.plusSeconds(30))).isNull();
  }

  @Test
  default void time_leaves_a_parked_run_alone() {
    commit(
        start("run_a").deadline(NOON.plusSeconds(10)),
        start("run_b").deadline(NOON.plusSeconds(20)));
    store().park("run_a", "entry 1 has another hash");

    assertThat(due(NOON.plusSeconds(60), 10))
        .as("a parked run must not be due")
        .containsExactly("run_b");
    assertThat(store().nextDeadline(Instant.EPOCH))
        .as("a parked run's deadline must not count")
        .isEqualTo(NOON.plusSeconds(20));
  }

  @Test
  default void a_parked_run_says_why() {
    commit(start("run_a"), start("run_b"));
    store().park("run_a", "entry 1 has another hash");

    assertThat(store().load("run_a").map(StoredRun::parked))
        .as("a load must say why a run is parked")
        .contains("entry 1 has another hash");
    assertThat(store().incidents("run_a"))
        .as("a parked run must be an incident with the reason")
        .singleElement()
        .asString()
        .contains("entry 1 has another hash");
    assertThat(store().incidents("run_b")).as("a run without trouble must have none").isEmpty();
    assertThat(store().load("run_b").orElseThrow().parked()).isNull();
  }

  @Test
  default void a_run_stays_parked_when_it_is_written() {
    commit(start("run_a"));
    store().park("run_a", "entry 1 has another hash");
    commit(next("run_a", 1).deadline(NOON));

    assertThat(store().load("run_a").map(StoredRun::parked))
        .as("a write must not end the parking")
        .contains("entry 1 has another hash");
    assertThat(due(NOON, 10)).isEmpty();
  }
}
