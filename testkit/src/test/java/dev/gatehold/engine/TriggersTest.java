package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.flow.Trigger;
import dev.gatehold.core.flow.Trigger.Missed;
import dev.gatehold.core.flow.Trigger.Overlap;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.event.Announcement;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.State;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import dev.gatehold.engine.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that start by themselves, through crashes, pauses and changes of the clock. */
final class TriggersTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final TriggerId NIGHTLY = new TriggerId("job", "nightly");
  private static final TriggerId ORDERS = new TriggerId("job", "orders");

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private static Trigger schedule(String cron, Missed missed, Overlap overlap) {
    Template.Mapping input =
        new Template.Mapping(Map.of("at", new Template.Expression("event.at")));
    return new Trigger("nightly", new Trigger.Schedule(cron, BERLIN, missed), input, overlap);
  }

  private static Trigger orders(@Nullable String when, Overlap overlap) {
    Template.Mapping input =
        new Template.Mapping(Map.of("order", new Template.Expression("event.key")));
    return new Trigger("orders", new Trigger.OnEvent("order.paid", when), input, overlap);
  }

  private void live(Trigger trigger, Step... steps) {
    world.live(
        new Flow(
            "job",
            "job",
            Map.of(),
            List.of(steps),
            List.of(),
            null,
            null,
            null,
            List.of(trigger),
            Map.of()));
  }

  private void started(Trigger trigger, Step... steps) {
    live(trigger, steps);
    world.start().triggers().follow("job");
  }

  private static Step hold() {
    return World.gate("hold", 1, null);
  }

  private void paid(String key, long total) {
    world
        .engine()
        .events()
        .publish(
            new Announcement("order.paid", key, Map.of("total", total), null),
            new Principal("shop", Kind.SERVICE, null));
  }

  /** Firings leave no trace in a journal before their run has one. */
  private void await(BooleanSupplier condition) {
    long end = System.nanoTime() + World.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s", world.engine().triggers().list(null)).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private List<RunRow> runs() {
    return world.memory.runs(new RunQuery("job", null, null, 500));
  }

  private List<String> requesters() {
    return runs().stream().map(RunRow::requester).distinct().toList();
  }

  private Firing last(TriggerId trigger, State state) {
    await(() -> world.memory.triggers().last(trigger, state).isPresent());
    return world.memory.triggers().last(trigger, state).orElseThrow();
  }

  private @Nullable Instant due() {
    return world.memory.triggers().trigger(NIGHTLY).orElseThrow().due();
  }

  private void advanceTo(String time) {
    world.clock.advanceTo(Instant.parse(time));
  }

  private Map<String, @Nullable Object> inputOf(String run) {
    return Objects.requireNonNull(world.state(run).facts()).input();
  }

  @Test
  void a_schedule_starts_a_run_at_each_of_its_times_as_a_service_of_nobody() throws Exception {
    started(schedule("0 6 * * *", Missed.SKIP, Overlap.ALLOW));
    assertThat(due()).isEqualTo("2026-11-23T05:00:00Z");
    advanceTo("2026-11-23T04:59:59.999Z");
    assertThat(runs()).isEmpty();
    advanceTo("2026-11-23T05:00:00Z");
    await(() -> runs().size() == 1);
    assertThat(due()).isEqualTo("2026-11-24T05:00:00Z");
    advanceTo("2026-11-24T05:00:00Z");
    await(() -> runs().size() == 2);
    RunState.Ended end = world.ended(runs().getFirst().run());
    Principal requester = end.last().requester();
    assertThat(requester).isEqualTo(new Principal("trigger:job/nightly", Kind.SERVICE, null));
    assertThat(requester.person()).isNull();
    assertThat(end.last().input()).isEqualTo(Map.of("at", "2026-11-24T05:00:00Z"));
  }

  @Test
  void a_time_that_the_clock_skips_and_one_that_it_shows_twice_start_one_run_each() {
    advanceTo("2027-03-27T12:00:00Z");
    started(schedule("30 2 * * *", Missed.SKIP, Overlap.ALLOW));
    advanceTo("2027-03-28T01:00:00Z");
    await(() -> runs().size() == 1);
    assertThat(due()).isEqualTo("2027-03-29T00:30:00Z");
    world.engine().close();
    advanceTo("2027-10-30T12:00:00Z");
    world.start();
    await(() -> Instant.parse("2027-10-31T00:30:00Z").equals(due()));
    advanceTo("2027-10-31T00:30:00Z");
    await(() -> runs().size() == 2);
    assertThat(due()).isEqualTo("2027-11-01T01:30:00Z");
    advanceTo("2027-10-31T01:30:00Z");
    assertThat(runs()).hasSize(2);
  }

  @Test
  void what_was_missed_is_left_out_and_that_is_said() {
    started(schedule("0 6 * * *", Missed.SKIP, Overlap.ALLOW));
    world.engine().close();
    advanceTo("2026-11-25T12:00:00Z");
    world.start();
    Firing skipped = last(NIGHTLY, State.SKIPPED);
    assertThat(skipped.at()).isEqualTo("2026-11-23T05:00:00Z");
    assertThat(skipped.note()).contains("It was missed");
    assertThat(due()).isEqualTo("2026-11-26T05:00:00Z");
    assertThat(runs()).isEmpty();
  }

  @Test
  void missed_times_are_made_up_for_once_by_the_latest() {
    started(schedule("0 6 * * *", Missed.ONCE, Overlap.ALLOW));
    world.engine().close();
    advanceTo("2026-11-25T12:00:00Z");
    world.start();
    assertThat(last(NIGHTLY, State.STARTED).at()).isEqualTo("2026-11-25T05:00:00Z");
    assertThat(runs()).hasSize(1);
  }

  @Test
  void all_missed_times_are_made_up_for_up_to_a_hundred() {
    started(schedule("* * * * *", Missed.ALL, Overlap.ALLOW));
    world.engine().close();
    world.clock.advance(Duration.ofMinutes(500));
    world.start();
    await(() -> runs().size() == 100);
    assertThat(last(NIGHTLY, State.SKIPPED).note()).contains("only the first 100");
    await(() -> world.memory.triggers().waiting().isEmpty());
    assertThat(runs()).hasSize(100);
  }

  @Test
  void a_crash_between_the_start_and_its_mark_starts_no_second_run() {
    started(schedule("0 6 * * *", Missed.SKIP, Overlap.ALLOW));
    advanceTo("2026-11-23T05:00:00Z");
    Firing first = last(NIGHTLY, State.STARTED);
    world.engine().close();
    // As if the process had died before it noted the start.
    world
        .memory
        .triggers()
        .settle(
            new Firing(
                NIGHTLY, first.cause(), first.at(), first.event(), State.WAITING, null, null));
    world.start();
    assertThat(last(NIGHTLY, State.STARTED)).isEqualTo(first);
    assertThat(runs()).hasSize(1);
  }

  @Test
  void an_event_starts_a_run_when_the_condition_holds_and_the_same_event_once() throws Exception {
    started(orders("event.data.total > 100", Overlap.ALLOW));
    paid("o-1", 100);
    paid("o-2", 101);
    Firing fired = last(ORDERS, State.STARTED);
    world.ended(String.valueOf(fired.run()));
    assertThat(runs()).hasSize(1);
    assertThat(inputOf(String.valueOf(fired.run()))).isEqualTo(Map.of("order", "o-2"));
    assertThat(requesters()).containsExactly("trigger:job/orders");
    for (int i = 0; i < 100; i++) {
      world.engine().triggers().onEvent(world.memory.events().event(fired.cause()).orElseThrow());
    }
    await(() -> world.memory.triggers().waiting().isEmpty());
    assertThat(runs()).hasSize(1);
  }

  @Test
  void a_condition_that_cannot_be_evaluated_and_an_input_that_is_refused_are_said() {
    started(orders("event.data.amount > 100", Overlap.ALLOW));
    paid("o-1", 7);
    assertThat(last(ORDERS, State.SKIPPED).note()).contains("'when' cannot be evaluated");
    Template.Mapping input =
        new Template.Mapping(Map.of("order", new Template.Expression("event.data.order")));
    live(new Trigger("orders", new Trigger.OnEvent("order.paid", null), input, Overlap.ALLOW));
    world.engine().triggers().follow("job");
    paid("o-2", 7);
    assertThat(last(ORDERS, State.REFUSED).note()).contains("event.data.order");
    assertThat(runs()).isEmpty();
  }

  @Test
  void overlap_skip_leaves_a_start_out_while_a_run_is_active() throws Exception {
    started(orders(null, Overlap.SKIP), hold());
    paid("o-1", 1);
    String first = String.valueOf(last(ORDERS, State.STARTED).run());
    paid("o-2", 1);
    assertThat(last(ORDERS, State.SKIPPED).note()).isEqualTo("Run " + first + " was still active.");
    world.decide(BOB, first, "hold", Verdict.APPROVE);
    world.ended(first);
    paid("o-3", 1);
    await(() -> runs().size() == 2);
  }

  @Test
  void overlap_queue_starts_one_after_the_other_in_order() throws Exception {
    started(orders(null, Overlap.QUEUE), hold());
    for (int i = 1; i <= 3; i++) {
      paid("o-" + i, 1);
      world.clock.advance(Duration.ofMillis(1));
    }
    for (int i = 1; i <= 3; i++) {
      int count = i;
      await(() -> runs().size() == count);
      String run = runs().getFirst().run();
      assertThat(inputOf(run)).isEqualTo(Map.of("order", "o-" + i));
      world.decide(BOB, run, "hold", Verdict.APPROVE);
      world.ended(run);
    }
  }

  @Test
  void overlap_supersede_ends_the_older_run() throws Exception {
    started(orders(null, Overlap.SUPERSEDE), hold());
    paid("o-1", 1);
    String first = String.valueOf(last(ORDERS, State.STARTED).run());
    world.clock.advance(Duration.ofMillis(1));
    paid("o-2", 1);
    RunState.Ended end = world.ended(first);
    assertThat(end.ending()).isEqualTo(Ending.CANCELLED);
    await(() -> runs().size() == 2);
    assertThat(end.reason()).isEqualTo("superseded by " + runs().getFirst().run());
  }

  @Test
  void a_paused_trigger_starts_nothing_and_what_came_meanwhile_is_not_made_up_for() {
    started(orders(null, Overlap.ALLOW));
    Triggers triggers = world.engine().triggers();
    triggers.pause(ORDERS, ALICE);
    paid("o-1", 1);
    assertThat(last(ORDERS, State.SKIPPED).note()).isEqualTo("The trigger was paused by alice.");
    triggers.resume(ORDERS);
    assertThat(runs()).isEmpty();
    paid("o-2", 1);
    assertThat(inputOf(String.valueOf(last(ORDERS, State.STARTED).run())))
        .isEqualTo(Map.of("order", "o-2"));
  }

  @Test
  void whoever_fires_a_trigger_by_hand_is_the_requester() {
    started(orders(null, Overlap.SKIP), hold());
    Triggers triggers = world.engine().triggers();
    Reply reply = triggers.fire(ORDERS, "o-7", Map.of(), BOB, null);
    assertThat(reply).isInstanceOf(Reply.Applied.class);
    assertThat(requesters()).containsExactly("bob");
    assertThat(inputOf(((Reply.Applied) reply).run())).isEqualTo(Map.of("order", "o-7"));
    // It is a run of the trigger: the next one overlaps with it.
    paid("o-8", 1);
    assertThat(last(ORDERS, State.SKIPPED).note()).contains("was still active");
    assertThatExceptionOfType(GateholdException.class)
        .isThrownBy(() -> triggers.fire(NIGHTLY, null, Map.of(), BOB, null))
        .satisfies(e -> assertThat(e.code()).isEqualTo("trigger.unknown"));
  }

  @Test
  void a_promotion_changes_what_starts_and_only_then() {
    started(orders(null, Overlap.ALLOW));
    paid("o-1", 1);
    await(() -> runs().size() == 1);
    live(schedule("0 6 * * *", Missed.SKIP, Overlap.ALLOW));
    world.engine().triggers().follow("job");
    paid("o-2", 1);
    advanceTo("2026-11-23T05:00:00Z");
    last(NIGHTLY, State.STARTED);
    assertThat(runs()).hasSize(2);
    assertThat(world.engine().triggers().list("job"))
        .singleElement()
        .satisfies(view -> assertThat(view.trigger().id()).isEqualTo(NIGHTLY));
  }
}
