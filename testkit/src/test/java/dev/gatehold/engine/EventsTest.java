package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.engine.event.Announcement;
import dev.gatehold.engine.event.Events;
import dev.gatehold.engine.store.EventStore.Subscription;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events and the runs that wait for them. */
final class EventsTest {
  private static final Principal SHOP = new Principal("shop", Kind.SERVICE, null);
  private static final Topic PAID = new Topic("order.paid", "o-1");

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private static Step paid(String id, @Nullable String key) {
    Template template = key == null ? null : Template.text(key);
    return Step.of(id, new Action.EventWait("order.paid", template, null));
  }

  private String started(Step... steps) {
    world.live("job", steps);
    world.start();
    return world.run("job");
  }

  private Events.Published publish(@Nullable String key, @Nullable String mark) {
    return world
        .engine()
        .events()
        .publish(new Announcement("order.paid", key, Map.of("total", 7L), mark), SHOP);
  }

  private Map<String, @Nullable Object> outputOf(String run, String step) {
    return ((Completed) Objects.requireNonNull(world.steps(run).get(step))).output();
  }

  private <T extends StepState> T await(String run, String step, Class<T> state)
      throws InterruptedException {
    while (true) {
      RunView view = world.engine().view(run).orElseThrow();
      StepState now = Objects.requireNonNull(view.state().facts()).steps().get(step);
      if (state.isInstance(now)) {
        return state.cast(now);
      }
      assertThat(world.engine().awaitChange(run, view.seq(), World.PATIENCE))
          .as("%s of %s, which is %s", step, run, now)
          .isTrue();
    }
  }

  @Test
  void a_run_goes_on_with_the_event_it_waits_for() throws Exception {
    String run = started(paid("paid", "o-1"));
    StoredEvent event = publish("o-1", null).event();
    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(outputOf(run, "paid"))
        .isEqualTo(
            Map.of(
                "id",
                event.id(),
                "name",
                "order.paid",
                "key",
                "o-1",
                "data",
                Map.of("total", 7L),
                "at",
                "2026-11-22T10:00:00Z"));
    assertThat(event.id()).startsWith("evt_");
  }

  @Test
  void an_event_that_came_before_its_wait_is_kept_but_not_one_from_before_the_run()
      throws Exception {
    world.live("job", World.gate("hold", 1, null), paid("paid", "o-1"));
    world.start();
    publish("o-1", "before");
    world.clock.advance(Duration.ofMillis(1));
    String run = world.run("job");
    world.clock.advance(Duration.ofMillis(1));
    String early = publish("o-1", "early").event().id();
    world.clock.advance(Duration.ofMillis(1));
    publish("o-1", "later");
    assertThat(world.steps(run)).doesNotContainKey("paid");
    world.decide(BOB, run, "hold", Verdict.APPROVE);
    world.ended(run);
    assertThat(outputOf(run, "paid")).containsEntry("id", early);
  }

  @Test
  void one_event_ends_one_wait_of_a_run_and_the_next_wait_takes_the_next_event() throws Exception {
    String run = started(paid("first", "o-1"), paid("second", "o-1"));
    String one = publish("o-1", "one").event().id();
    await(run, "second", AwaitingEvent.class);
    for (int i = 0; i < 100; i++) {
      assertThat(publish("o-1", "one").repeated()).isTrue();
    }
    world.clock.advance(Duration.ofSeconds(20));
    assertThat(world.steps(run).get("second")).isInstanceOf(AwaitingEvent.class);
    String two = publish("o-1", "two").event().id();
    world.ended(run);
    assertThat(outputOf(run, "first")).containsEntry("id", one);
    assertThat(outputOf(run, "second")).containsEntry("id", two);
  }

  @Test
  void every_run_that_waits_takes_the_event_and_keys_match_letter_by_letter() throws Exception {
    world.live("keyed", paid("paid", "o-1"));
    world.live("keyless", paid("paid", null));
    world.start();
    String first = world.run("keyed");
    String second = world.run("keyed");
    String keyless = world.run("keyless");
    publish("O-1", null);
    publish("o-1", null);
    world.ended(first);
    world.ended(second);
    assertThat(world.steps(keyless).get("paid")).isInstanceOf(AwaitingEvent.class);
    publish(null, null);
    world.ended(keyless);
    assertThat(outputOf(first, "paid")).containsEntry("key", "o-1");
  }

  @Test
  void an_event_says_nothing_at_a_gate() throws Exception {
    String run = started(World.gate("paid", 1, null));
    world.memory.events().subscribe(new Subscription(run, "paid", 1, PAID));
    publish("o-1", null);
    awaitSubscriptions(0);
    assertThat(world.steps(run).get("paid")).isInstanceOf(StepState.AwaitingApproval.class);
  }

  /** Subscribing, and its end, are the last thing that happens; no journal tells of it. */
  private void awaitSubscriptions(int count) {
    long end = System.nanoTime() + World.PATIENCE.toNanos();
    while (world.memory.events().subscriptions(PAID, null, 9).size() != count) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void what_a_crash_left_undelivered_is_delivered_at_the_next_start() throws Exception {
    String run = started(paid("paid", "o-1"));
    awaitSubscriptions(1);
    world.engine().close();
    StoredEvent kept = new StoredEvent("evt_1", PAID, "{}", "shop", world.clock.instant());
    world.memory.events().keep(kept);
    world.start();
    world.ended(run);
    assertThat(outputOf(run, "paid")).containsEntry("id", "evt_1");
    // The subscription is gone and the event is not delivered again.
    awaitSubscriptions(0);
  }

  @Test
  void what_was_taken_before_a_crash_is_not_taken_by_another_wait_when_it_comes_again()
      throws Exception {
    String run = started(paid("first", "o-1"), paid("second", "o-1"));
    StoredEvent event = publish("o-1", "one").event();
    await(run, "second", AwaitingEvent.class);
    awaitSubscriptions(1);
    world.engine().close();
    // As if the process had died before it noted the delivery.
    world.memory.events().forget(world.clock.instant().plusSeconds(1));
    world.memory.events().keep(event);
    world.memory.events().subscribe(new Subscription(run, "first", 1, PAID));
    world.start();
    String two = publish("o-1", "two").event().id();
    world.ended(run);
    assertThat(outputOf(run, "second")).containsEntry("id", two);
  }

  @Test
  void the_same_mark_is_the_same_event_and_other_words_under_it_are_refused() {
    world.start();
    StoredEvent first = publish("o-1", "m").event();
    assertThat(publish("o-1", "m")).isEqualTo(new Events.Published(first, true));
    assertThatExceptionOfType(GateholdException.class)
        .isThrownBy(() -> publish("o-2", "m"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.reused"));
    Announcement same = new Announcement("order.paid", "o-1", Map.of("total", 7L), "m");
    Events.Published other = world.engine().events().publish(same, ALICE);
    assertThat(other.repeated()).isFalse();
    assertThat(other.event().id()).isNotEqualTo(first.id());
  }

  @Test
  void what_is_no_event_is_refused() {
    world.start();
    List<Announcement> wrong =
        List.of(
            new Announcement("order paid", null, Map.of(), null),
            new Announcement("", null, Map.of(), null),
            new Announcement("a".repeat(201), null, Map.of(), null),
            new Announcement("order.paid", " ", Map.of(), null),
            new Announcement("order.paid", "k".repeat(201), Map.of(), null),
            new Announcement("order.paid", "a\nb", Map.of(), null),
            new Announcement("order.paid", null, Map.of("text", "x".repeat(65_536)), null));
    for (Announcement each : wrong) {
      assertThatExceptionOfType(GateholdException.class)
          .isThrownBy(() -> world.engine().events().publish(each, SHOP))
          .satisfies(e -> assertThat(e.code()).isEqualTo("event.invalid"));
    }
  }

  @Test
  void of_waits_and_events_that_come_at_the_same_moment_none_misses_the_other() throws Exception {
    world.live("job", paid("paid", "o-1"));
    world.start();
    List<Future<String>> runs = new ArrayList<>();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        runs.add(crowd.submit(() -> world.run("job")));
        crowd.execute(() -> publish("o-1", null));
      }
      // One that comes after every start: whoever saw none before takes this one.
      for (Future<String> run : runs) {
        run.get();
      }
      publish("o-1", "last");
      for (Future<String> run : runs) {
        assertThat(world.ended(run.get()).ending()).isEqualTo(Ending.COMPLETED);
      }
    }
  }
}
