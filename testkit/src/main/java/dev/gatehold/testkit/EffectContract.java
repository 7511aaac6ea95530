package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.effect;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a run store promises about effects and their leases. */
interface EffectContract {
  /** When the leases of this contract's new effects end. */
  Instant LEASE_END = NOON.plusSeconds(30);

  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private void commit(Sample.Write... writes) {
    store().commit(List.of(writes).stream().map(Sample.Write::done).toList());
  }

  private List<String> lease(String node, Instant now) {
    return store().leaseEffects(node, now, now.plusSeconds(30), 100).stream()
        .map(StoredEffect::id)
        .toList();
  }

  @Test
  default void a_new_effect_is_leased_to_the_node_that_wrote_it() {
    commit(start("run_a").effect("e1", "n1", LEASE_END));

    assertThat(lease("n2", NOON)).as("a held effect must not be leased").isEmpty();
    assertThat(lease("n1", NOON)).as("not even by the node that holds it").isEmpty();
    assertThat(lease("n2", LEASE_END)).as("a lease must hold up to its last instant").isEmpty();
    assertThat(store().renewLeases("n1", List.of("e1"), LEASE_END))
        .as("the writing node must hold it")
        .containsExactly("e1");
  }

  @Test
  default void another_node_takes_over_when_a_lease_has_ended() {
    commit(start("run_a").effect("e1", "n1", LEASE_END));
    Instant later = LEASE_END.plusMillis(1);
    Instant until = later.plusSeconds(30);

    assertThat(store().leaseEffects("n2", later, until, 10))
        .as("an effect whose lease ended must go whole to the node that asks")
        .containsExactly(effect("run_a", "e1", "n2", until));
    assertThat(store().renewLeases("n1", List.of("e1"), until.plusSeconds(30)))
        .as("the old node must not get its lease back")
        .isEmpty();
    assertThat(lease("n3", later)).as("a lease that was taken must hold").isEmpty();
  }

  @Test
  default void a_renewed_lease_holds_longer() {
    commit(start("run_a").effect("e1", "n1", LEASE_END).effect("e2", "n1", LEASE_END));
    store().renewLeases("n1", List.of("e1"), LEASE_END.plusSeconds(30));

    assertThat(lease("n2", LEASE_END.plusSeconds(10)))
        .as("only the lease that was not renewed must have ended")
        .containsExactly("e2");
    assertThat(lease("n2", LEASE_END.plusSeconds(31)))
        .as("a renewed lease must end at its new time")
        .containsExactly("e1");
  }

  @Test
  default void a_lease_never_ends_early() {
    commit(start("run_a").effect("e1", "n1", NOON.plusNanos(1)));

    assertThat(lease("n2", NOON.plusNanos(1))).as("a lease must not end before its end").isEmpty();
    assertThat(lease("n2", NOON.plusMillis(2))).containsExactly("e1");
  }

  @Test
  default void renewal_says_which_effects_are_still_held() {
    commit(
        start("run_a")
            .effect("mine", "n1", LEASE_END)
            .effect("done", "n1", LEASE_END)
            .effect("aside", "n1", LEASE_END)
            .effect("free", "n1", LEASE_END)
            .effect("theirs", "n2", LEASE_END));
    store().finishEffect("done");
    store().setAsideEffect("n1", "aside", "no such host");
    store().postponeEffect("n1", "free", 1, LEASE_END);

    assertThat(
            store()
                .renewLeases(
                    "n1", List.of("mine", "done", "aside", "free", "theirs", "none"), LEASE_END))
        .as("only what the node holds now must be renewed")
        .containsExactly("mine");
  }

  @Test
  default void two_nodes_never_lease_the_same_effect() throws Exception {
    int effects = 60;
    Sample.Write write = start("run_a");
    IntStream.range(0, effects).forEach(i -> write.effect("e" + i, "n0", NOON));
    commit(write);
    Instant now = NOON.plusSeconds(1);
    Callable<List<String>> few =
        () ->
            IntStream.range(0, effects / 4)
                .mapToObj(_ -> store().leaseEffects("n", now, now.plusSeconds(30), 2))
                .flatMap(List::stream)
                .map(StoredEffect::id)
                .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      var first = threads.submit(few);
      var second = threads.submit(few);
      assertThat(Stream.concat(first.get().stream(), second.get().stream()))
          .as("every effect must be leased exactly once")
          .hasSize(effects)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  default void a_limited_lease_takes_the_earliest() {
    commit(
        start("run_a")
            .effect("e1", "n1", NOON.plusSeconds(3))
            .effect("e2", "n1", NOON.plusSeconds(1))
            .effect("e3", "n1", NOON.plusSeconds(2)));

    assertThat(store().leaseEffects("n2", NOON.plusSeconds(9), NOON.plusSeconds(60), 2))
        .as("a lease must keep to its limit, earliest first")
        .extracting(StoredEffect::id)
        .containsExactly("e2", "e3");
  }

  @Test
  default void a_postponed_effect_comes_back_at_its_time() {
    commit(start("run_a").effect("e1", "n1", LEASE_END));
    store().postponeEffect("n1", "e1", 3, NOON.plusSeconds(5));

    assertThat(lease("n1", NOON.plusMillis(4_999))).as("not before its time").isEmpty();
    assertThat(store().leaseEffects("n2", NOON.plusSeconds(5), NOON.plusSeconds(60), 10))
        .as("at its time any node must get it, with its tries")
        .containsExactly(
            new StoredEffect("e1", "run_a", "{\"effect\":\"e1\"}", 3, "n2", NOON.plusSeconds(60)));
  }

  @Test
  default void who_lost_an_effect_cannot_give_it_back() {
    commit(start("run_a").effect("e1", "n1", LEASE_END));
    Instant later = LEASE_END.plusSeconds(1);
    assertThat(store().leaseEffects("n2", later, later.plusSeconds(30), 10)).hasSize(1);
    store().postponeEffect("n1", "e1", 9, NOON);
    store().setAsideEffect("n1", "e1", "no such host");

    assertThat(lease("n3", later)).as("n2 must still hold it").isEmpty();
    assertThat(store().incidents("run_a")).isEmpty();
    assertThat(store().renewLeases("n2", List.of("e1"), later.plusSeconds(60)))
        .containsExactly("e1");
  }

  @Test
  default void a_node_that_stops_gives_its_leases_back() {
    commit(start("run_a").effect("e1", "n1", LEASE_END).effect("e2", "n2", LEASE_END));
    store().releaseLeases("n1");

    assertThat(lease("n3", NOON))
        .as("what the node held must be free at once, what others hold must not")
        .containsExactly("e1");
  }

  @Test
  default void an_effect_set_aside_stays_out_of_the_dispatch() {
    commit(start("run_a").effect("e1", "n1", LEASE_END).effect("e2", "n1", LEASE_END));
    store().setAsideEffect("n1", "e1", "no such host");

    assertThat(lease("n2", LEASE_END.plusSeconds(600)))
        .as("an effect set aside must not be leased again")
        .containsExactly("e2");
    store().releaseLeasesOfOthers("n3");
    assertThat(lease("n3", LEASE_END.plusSeconds(600)))
        .as("not even after other nodes' leases ended")
        .containsExactly("e2");
    assertThat(store().incidents("run_a"))
        .as("an effect set aside must be an incident with its id and the reason")
        .singleElement()
        .asString()
        .contains("e1", "no such host");
  }

  @Test
  default void a_finished_effect_is_gone() {
    commit(start("run_a").effect("e1", "n1", LEASE_END).effect("e2", "n1", LEASE_END));
    store().finishEffect("e1");
    store().finishEffect("unknown");

    assertThat(lease("n2", LEASE_END.plusSeconds(1)))
        .as("a finished effect must be gone, the others not")
        .containsExactly("e2");
  }

  @Test
  default void a_write_finishes_effects() {
    commit(start("run_a").effect("e1", "n1", LEASE_END).effect("e2", "n1", LEASE_END));
    commit(next("run_a", 1).finish("e1").finish("unknown"));

    assertThat(lease("n2", LEASE_END.plusSeconds(1)))
        .as("a write must finish the effects that it names; unknown ones are no error")
        .containsExactly("e2");
  }

  @Test
  default void effects_of_a_parked_run_are_left_out() {
    commit(
        start("run_a").effect("e1", "n1", LEASE_END), start("run_b").effect("e2", "n1", LEASE_END));
    store().park("run_a", "entry 1 has another hash");

    assertThat(lease("n2", LEASE_END.plusSeconds(1)))
        .as("a parked run's effects must not be leased")
        .containsExactly("e2");
  }

  @Test
  default void leases_of_others_can_be_ended_at_once() {
    commit(
        start("run_a")
            .effect("e1", "n1", LEASE_END)
            .effect("e2", "n2", LEASE_END)
            .effect("e3", "n1", LEASE_END));
    store().postponeEffect("n1", "e3", 1, NOON.plusSeconds(5));
    store().releaseLeasesOfOthers("n2");

    assertThat(lease("n2", NOON))
        .as("what others held must be free at once; what is postponed must wait on")
        .containsExactly("e1");
    assertThat(store().renewLeases("n2", List.of("e2"), LEASE_END))
        .as("the node's own leases must stand")
        .containsExactly("e2");
  }

  @Test
  default void an_effect_id_is_used_once() {
    commit(start("run_a").effect("e1", "n1", LEASE_END));

    assertThatExceptionOfType(StoreException.class)
        .as("an id that is stored must not replace what is stored under it")
        .isThrownBy(() -> commit(next("run_a", 1).effect("e1", "n1", LEASE_END)))
        .withMessageContaining("e1");
    assertThat(store().journal("run_a", 0, 10)).as("nothing of it must be written").hasSize(1);
  }
}
