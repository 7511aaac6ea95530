package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.TriggerStore;
import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.Paused;
import dev.gatehold.engine.store.TriggerStore.State;
import dev.gatehold.engine.store.TriggerStore.StoredTrigger;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store promises about triggers and their firings. */
interface TriggerContract {
  TriggerId NIGHTLY = new TriggerId("report", "nightly");
  TriggerId ORDERS = new TriggerId("report", "orders");

  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private TriggerStore triggers() {
    return store().triggers();
  }

  private static StoredTrigger schedule(TriggerId id, @Nullable Instant due) {
    return new StoredTrigger(id, "schedule 0 6 * * * UTC", null, due, null);
  }

  private static StoredTrigger onEvent(TriggerId id, String name) {
    return new StoredTrigger(id, "event " + name, name, null, null);
  }

  private static Firing firing(TriggerId id, String cause, Instant at, State state) {
    return firing(id, cause, at, state, null);
  }

  private static Firing firing(
      TriggerId id, String cause, Instant at, State state, @Nullable String run) {
    String note = state == State.SKIPPED || state == State.REFUSED ? "because ä" : null;
    return new Firing(id, cause, at, "{\"at\":\"ä\"}", state, run, note);
  }

  private static List<String> causes(List<Firing> firings) {
    return firings.stream().map(Firing::cause).toList();
  }

  @Test
  default void the_triggers_of_a_flow_are_replaced_and_a_pause_stays() {
    StoredTrigger other = onEvent(new TriggerId("ship", "orders"), "order.paid");
    triggers().replace("ship", List.of(other));
    triggers().replace("report", List.of(schedule(NIGHTLY, NOON), onEvent(ORDERS, "order.paid")));
    Paused pause = new Paused("alice", NOON.plusMillis(7));
    assertThat(triggers().pause(NIGHTLY, pause)).isTrue();
    StoredTrigger later = schedule(NIGHTLY, NOON.plusSeconds(1));
    triggers().replace("report", List.of(later));
    StoredTrigger paused = new StoredTrigger(NIGHTLY, later.source(), null, later.due(), pause);
    assertThat(triggers().triggers("report")).containsExactly(paused);
    assertThat(triggers().triggers(null)).containsExactly(paused, other);
    assertThat(triggers().trigger(NIGHTLY)).contains(paused);
    assertThat(triggers().trigger(ORDERS)).isEmpty();
    assertThat(triggers().pause(NIGHTLY, null)).isTrue();
    assertThat(triggers().trigger(NIGHTLY)).contains(later);
    assertThat(triggers().pause(ORDERS, null)).isFalse();
  }

  @Test
  default void triggers_are_found_by_their_event_letter_by_letter() {
    StoredTrigger paid = onEvent(ORDERS, "order.paid");
    triggers().replace("report", List.of(schedule(NIGHTLY, NOON), paid));
    assertThat(triggers().onEvent("order.paid")).containsExactly(paid);
    assertThat(triggers().onEvent("Order.paid")).isEmpty();
  }

  @Test
  default void schedules_are_due_at_their_time_and_not_before() {
    StoredTrigger noon = schedule(NIGHTLY, NOON);
    StoredTrigger before = schedule(new TriggerId("report", "hourly"), NOON.minusMillis(1));
    triggers().replace("report", List.of(noon, before, schedule(ORDERS, null)));
    assertThat(triggers().due(NOON.minusMillis(2))).isEmpty();
    assertThat(triggers().due(NOON)).containsExactly(before, noon);
  }

  @Test
  default void a_due_time_passes_once_and_its_firings_come_with_it() {
    StoredTrigger noon = schedule(NIGHTLY, NOON);
    triggers().replace("report", List.of(noon));
    Firing fired = firing(NIGHTLY, "due 1", NOON, State.WAITING);
    Firing again = firing(NIGHTLY, "due 2", NOON, State.WAITING);
    assertThat(triggers().passed(noon, NOON.plusSeconds(60), List.of(fired))).isTrue();
    assertThat(triggers().passed(noon, NOON.plusSeconds(120), List.of(again))).isFalse();
    assertThat(triggers().trigger(NIGHTLY)).contains(schedule(NIGHTLY, NOON.plusSeconds(60)));
    assertThat(triggers().waiting(NIGHTLY, 9)).containsExactly(fired);
  }

  @Test
  default void of_firings_with_one_cause_the_first_stays_and_settles() {
    assertThat(triggers().add(firing(ORDERS, "evt_1", NOON, State.WAITING))).isTrue();
    assertThat(triggers().add(firing(ORDERS, "evt_1", NOON.plusMillis(1), State.WAITING)))
        .isFalse();
    assertThat(triggers().add(firing(NIGHTLY, "evt_1", NOON, State.WAITING))).isTrue();
    assertThat(triggers().waiting()).containsExactly(NIGHTLY, ORDERS);
    Firing started = firing(ORDERS, "evt_1", NOON, State.STARTED, "r1");
    triggers().settle(started);
    assertThat(triggers().waiting()).containsExactly(NIGHTLY);
    assertThat(triggers().last(ORDERS, State.STARTED)).contains(started);
    assertThat(triggers().last(ORDERS, State.SKIPPED)).isEmpty();
  }

  @Test
  default void waiting_firings_come_oldest_first_and_the_last_of_a_state_is_the_newest() {
    for (int i = 0; i < 3; i++) {
      triggers().add(firing(ORDERS, "w" + i, NOON.minusMillis(i), State.WAITING));
      triggers().add(firing(ORDERS, "s" + i, NOON.plusMillis(i), State.SKIPPED));
    }
    assertThat(causes(triggers().waiting(ORDERS, 2))).containsExactly("w2", "w1");
    assertThat(triggers().last(ORDERS, State.SKIPPED))
        .contains(firing(ORDERS, "s2", NOON.plusMillis(2), State.SKIPPED));
  }

  @Test
  default void the_active_runs_of_a_trigger_are_those_it_started() {
    store().commit(List.of(start("r1").done(), start("r2").done(), start("r3").done()));
    store().commit(List.of(next("r1", 1).status("failed").done()));
    triggers().add(firing(ORDERS, "c1", NOON, State.STARTED, "r1"));
    triggers().add(firing(ORDERS, "c3", NOON.plusMillis(1), State.STARTED, "r3"));
    triggers().add(firing(ORDERS, "c2", NOON, State.STARTED, "r2"));
    triggers().add(firing(NIGHTLY, "c4", NOON, State.STARTED, "r1"));
    assertThat(triggers().activeRuns(ORDERS)).containsExactly("r2", "r3");
    assertThat(triggers().activeRuns(NIGHTLY)).isEmpty();
  }

  @Test
  default void the_runs_that_were_started_come_oldest_first_wherever_they_are() {
    triggers().add(firing(ORDERS, "c2", NOON.plusMillis(2), State.STARTED, "r2"));
    triggers().add(firing(ORDERS, "c1", NOON.plusMillis(1), State.STARTED, "r1"));
    triggers().add(firing(NIGHTLY, "c3", NOON, State.STARTED, "r3"));
    triggers().add(firing(ORDERS, "c4", NOON, State.SKIPPED));
    assertThat(triggers().started(ORDERS, null)).containsExactly("r1", "r2");
    assertThat(triggers().started(null, null)).containsExactly("r3", "r1", "r2");
    assertThat(triggers().started(null, NOON.plusMillis(2))).containsExactly("r3", "r1");
  }

  @Test
  default void old_firings_stay_whose_runs_are_active_elsewhere() {
    triggers().add(firing(ORDERS, "elsewhere", NOON, State.STARTED, "r1"));
    triggers().add(firing(ORDERS, "ended", NOON, State.STARTED, "r2"));
    triggers().add(firing(ORDERS, "last", NOON.plusMillis(1), State.STARTED, "r3"));
    triggers().add(firing(ORDERS, "skipped", NOON, State.SKIPPED));
    triggers().add(firing(ORDERS, "skipped last", NOON.plusMillis(1), State.SKIPPED));
    triggers().forget(NOON.plusSeconds(1), List.of("r1", "r9"));
    assertThat(triggers().started(ORDERS, null)).containsExactly("r1", "r3");
    assertThat(triggers().add(firing(ORDERS, "skipped", NOON, State.SKIPPED)))
        .as("one without a run is forgotten as ever")
        .isTrue();
  }

  @Test
  default void old_firings_are_forgotten_but_the_last_ones_and_those_still_needed() {
    store().commit(List.of(start("r1").done()));
    triggers().add(firing(ORDERS, "active", NOON, State.STARTED, "r1"));
    triggers().add(firing(ORDERS, "gone", NOON, State.STARTED, "r0"));
    triggers().add(firing(ORDERS, "last", NOON.plusMillis(1), State.STARTED, "r0"));
    triggers().add(firing(ORDERS, "waits", NOON, State.WAITING));
    triggers().add(firing(ORDERS, "only", NOON, State.REFUSED));
    triggers().forget(NOON.plusSeconds(1));
    assertThat(triggers().last(ORDERS, State.REFUSED)).isPresent();
    assertThat(causes(triggers().waiting(ORDERS, 9))).containsExactly("waits");
    assertThat(triggers().activeRuns(ORDERS)).containsExactly("r1");
    assertThat(triggers().add(firing(ORDERS, "gone", NOON, State.STARTED))).isTrue();
    assertThat(triggers().add(firing(ORDERS, "last", NOON, State.STARTED))).isFalse();
  }
}
