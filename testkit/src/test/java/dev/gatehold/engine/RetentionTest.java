package dev.gatehold.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehold.core.run.Command;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.retention.Sweeper;
import dev.gatehold.engine.retention.Sweeper.Look;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.MemoryStore.Space;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.State;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import dev.gatehold.testkit.MemoryKeys;
import dev.gatehold.testkit.MemoryResourceStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep of the resources deletes, and what it leaves alone. */
class RetentionTest {
  private static final Duration KEEP = Duration.ofDays(30);
  private static final Duration DAY = Duration.ofDays(1);

  private final World world = new World();
  private final MemoryKeys memory = new MemoryKeys();
  private final ResourceStore resources = new MemoryResourceStore(world.clock);
  private boolean started;
  private Sweeper sweeper = over(world.memory);

  @BeforeEach
  void markTheBeginning() throws IOException {
    world.live("ask", World.gate("review", 1, null), World.end("done"));
    assertThat(sweeper.look()).isEqualTo(new Look.Noted(null));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Sweeper over(RunStore runs) {
    return new Sweeper(new Sweeper.Stores(resources, runs, world.flows, memory), KEEP, world.clock);
  }

  private Resource store(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return resources.put(new ByteArrayInputStream(bytes), content + ".txt", "text/plain", 1_000);
  }

  private boolean isThere(Resource resource) throws IOException {
    return resources.open(resource.digest()).isPresent();
  }

  /** One is started when it is first needed: what waits for an engine waits until then. */
  private Engine engine() {
    if (!started) {
      started = true;
      world.start();
    }
    return world.engine();
  }

  private String start(Resource evidence) {
    Reply reply =
        engine().startRun("ask", null, Map.of("plan", evidence.toJson()), World.ALICE, null);
    assertThat(reply).isInstanceOf(Reply.Applied.class);
    return ((Reply.Applied) reply).run();
  }

  private void end(String run) {
    assertThat(
            engine().submit(new Submission(run, new Command.CancelRun("over"), World.ALICE, null)))
        .isInstanceOf(Reply.Applied.class);
  }

  /** Turns the clock day by day, and sweeps on each. */
  private int sweepFor(Duration time) throws IOException {
    int deleted = 0;
    for (Instant end = world.clock.instant().plus(time); world.clock.instant().isBefore(end); ) {
      world.clock.advance(DAY);
      deleted += ((Look.Swept) sweeper.look()).deleted();
    }
    return deleted;
  }

  @Test
  void what_nobody_mentions_goes_when_it_is_old_and_its_end_is_remembered() throws IOException {
    Resource lonely = store("lonely");

    assertThat(sweepFor(KEEP)).as("it may be of use until then").isZero();
    assertThat(isThere(lonely)).isTrue();
    assertThat(sweepFor(DAY)).isEqualTo(1);
    assertThat(isThere(lonely)).isFalse();
    assertThat(resources.expiredAt(lonely.digest())).contains(world.clock.instant());
  }

  @Test
  void what_is_stored_again_is_young_again() throws IOException {
    Resource again = store("again");
    sweepFor(KEEP);
    assertThat(store("again")).isEqualTo(again);

    assertThat(sweepFor(KEEP)).isZero();
    assertThat(isThere(again)).isTrue();
    assertThat(sweepFor(DAY)).isEqualTo(1);
    store("again");
    assertThat(isThere(again)).isTrue();
    assertThat(resources.expiredAt(again.digest())).isEmpty();
  }

  @Test
  void the_evidence_of_an_active_run_survives_every_sweep() throws IOException {
    Resource evidence = store("evidence");
    String run = start(evidence);

    sweepFor(KEEP.multipliedBy(10));
    assertThat(isThere(evidence)).isTrue();

    end(run);
    sweepFor(KEEP);
    assertThat(isThere(evidence)).as("it ended not long ago").isTrue();
    sweepFor(DAY);
    assertThat(isThere(evidence)).isFalse();
  }

  @Test
  void what_two_runs_mention_stays_for_the_one_that_lasts() throws IOException {
    Resource shared = store("shared");
    String brief = start(shared);
    Reply lasting =
        engine().startRun("ask", null, Map.of("text", "see " + shared.digest()), World.BOB, null);
    assertThat(lasting).isInstanceOf(Reply.Applied.class);
    end(brief);

    sweepFor(KEEP.multipliedBy(2));
    assertThat(isThere(shared)).as("in the middle of a text, too").isTrue();
  }

  @Test
  void what_a_flow_remembers_stays_until_it_remembers_something_else() throws IOException {
    Resource best = store("best");
    remember("\"" + best.digest() + "\"", true);
    sweepFor(KEEP.plus(DAY));
    assertThat(isThere(best)).isTrue();

    remember("\"another\"", true);
    sweepFor(DAY);
    assertThat(isThere(best)).isFalse();
  }

  private void remember(String value, boolean draft) {
    assertThat(
            memory.write(
                new MemoryStore.Change(
                    new Space("ask", draft),
                    "best",
                    value,
                    null,
                    MemoryStore.Writer.person("alice"),
                    null,
                    world.clock.instant())))
        .isInstanceOf(MemoryStore.Reply.Written.class);
  }

  @Test
  void what_kept_events_and_waiting_firings_mention_stays() throws IOException {
    Resource sent = store("sent");
    Resource waiting = store("waiting");
    Resource started = store("started");
    StoredEvent event =
        new StoredEvent(
            "evt_1",
            new StoredEvent.Topic("film.uploaded", null),
            "{\"film\":{\"resource\":\"" + sent.digest() + "\"}}",
            "bob",
            world.clock.instant());
    assertThat(world.memory.events().keep(event)).isTrue();
    world.memory.events().delivered("evt_1");
    fire("1", waiting, State.WAITING);
    fire("2", started, State.STARTED);

    sweepFor(KEEP.plus(DAY));
    assertThat(isThere(sent)).isTrue();
    assertThat(isThere(waiting)).isTrue();
    assertThat(isThere(started)).as("its run mentions what it needs").isFalse();
    world.memory.events().forget(world.clock.instant());
    sweepFor(DAY);
    assertThat(isThere(sent)).isFalse();
  }

  private void fire(String cause, Resource resource, State state) {
    Firing firing =
        new Firing(
            new TriggerId("ask", "nightly"),
            cause,
            world.clock.instant(),
            "{\"data\":\"" + resource.digest() + "\"}",
            state,
            null,
            null);
    assertThat(world.memory.triggers().add(firing)).isTrue();
  }

  @Test
  void what_stands_in_a_flow_file_stays() throws IOException {
    Resource drafted = store("drafted");
    Resource released = store("released");
    world.flows.saveDraft(
        new FlowStore.Draft(
            "ask", "use " + drafted.digest(), Digest.of("x"), "alice", world.clock.instant()));
    FlowStore.Release old =
        world.flows.addRelease(
            "ask",
            "use " + released.digest(),
            Digest.of("y"),
            "alice",
            "not live",
            world.clock.instant());

    sweepFor(KEEP.plus(DAY));
    assertThat(old.number()).isEqualTo(2);
    assertThat(isThere(drafted)).isTrue();
    assertThat(isThere(released)).isTrue();
  }

  @Test
  void what_begins_to_be_mentioned_during_a_sweep_stays() throws IOException {
    Resource old = store("old");
    Resource other = store("other");
    sweepFor(KEEP);
    AtomicInteger lists = new AtomicInteger();
    sweeper =
        over(
            after(
                "runs",
                () -> {
                  // The first look at the runs is over when the second page is asked for.
                  if (lists.incrementAndGet() == 1) {
                    start(old);
                  }
                }));

    assertThat(sweepFor(DAY)).isEqualTo(1);
    assertThat(lists.get()).isGreaterThan(1);
    assertThat(isThere(old)).isTrue();
    assertThat(isThere(other)).isFalse();
  }

  /** The store of the runs, with something that happens after each call of a method. */
  private RunStore after(String name, Runnable then) {
    return (RunStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RunStore.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(world.memory, arguments);
                if (method.getName().equals(name)) {
                  then.run();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void a_sweep_is_due_once_a_day_for_all_who_use_the_store() throws IOException {
    Resource lonely = store("lonely");
    sweepFor(KEEP);
    world.clock.advance(DAY);
    Sweeper second = over(world.memory);

    assertThat(second.look()).isEqualTo(new Look.Swept(1, 1));
    store("lonely");
    world.clock.advance(DAY.minusMillis(1));
    assertThat(sweeper.look()).isEqualTo(new Look.NotDue());
    assertThat(second.look()).isEqualTo(new Look.NotDue());
    world.clock.advance(Duration.ofMillis(1));
    assertThat(sweeper.look()).isEqualTo(new Look.Swept(0, 0));
    assertThat(isThere(lonely)).isTrue();
  }

  @Test
  void a_clock_that_jumps_ahead_deletes_nothing_for_a_day() throws IOException {
    Resource lonely = store("lonely");
    Instant last = world.clock.instant();
    world.clock.advance(Duration.ofDays(4_000));

    assertThat(sweeper.look()).isEqualTo(new Look.Noted(last));
    assertThat(isThere(lonely)).isTrue();
    world.clock.advance(DAY);
    assertThat(sweeper.look()).as("it was right").isEqualTo(new Look.Swept(1, 1));
  }

  @Test
  void a_clock_that_goes_back_deletes_nothing_for_a_day() throws IOException {
    Resource lonely = store("lonely");
    sweepFor(KEEP);
    Instant ahead = world.clock.instant().plus(Duration.ofDays(400));
    resources.noteSweep(ahead);
    world.clock.advance(DAY);

    assertThat(sweeper.look()).isEqualTo(new Look.Noted(ahead));
    assertThat(isThere(lonely)).isTrue();
    assertThat(sweepFor(DAY)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT23H59M59.999S", "PT-1S"})
  void resources_are_kept_for_a_day_at_least(Duration keep) {
    Sweeper.Stores stores = new Sweeper.Stores(resources, world.memory, world.flows, memory);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sweeper(stores, keep, world.clock))
        .withMessageContaining("at least 1d");
  }
}
