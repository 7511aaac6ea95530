package dev.gatehold.store.spread;

import static dev.gatehold.store.spread.Marked.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.Spread;
import dev.gatehold.store.postgres.DatabaseRefusedException;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.postgres.PostgresStores;
import dev.gatehold.store.spread.Marked.Told;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which lists of databases are taken. */
class MembershipTest {
  private final String a = PostgresServer.shared().newDatabase();
  private final String b = PostgresServer.shared().newDatabase();

  private static void with(Consumer<RunStore> work, String... urls) {
    List<PostgresPlace> places = Stream.of(urls).map(PostgresPlace::of).toList();
    try (SpreadStores stores = SpreadStores.open(places, () -> NOON)) {
      work.accept(stores.runs());
    }
  }

  private static void open(String... urls) {
    with(_ -> {}, urls);
  }

  private static void refused(String why, String... urls) {
    assertThatThrownBy(() -> open(urls))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageStartingWith("Expected ")
        .hasMessageContaining(why);
  }

  @Test
  void one_database_is_used_as_it_is() {
    with(runs -> assertThat(runs).isNotInstanceOf(Spread.class), a);
    open(a);
  }

  @Test
  void two_that_begin_together_both_take_runs_at_once() {
    with(runs -> assertThat(((Spread) runs).taking(NOON)).isEqualTo(2), a, b);
    with(runs -> assertThat(((Spread) runs).taking(NOON)).isEqualTo(2), a, b);
  }

  @Test
  void one_that_joins_later_takes_runs_when_all_servers_know_it() {
    with(runs -> runs.commit(List.of(Told.of("run_a").start())), a);
    with(
        runs -> {
          Spread spread = (Spread) runs;
          assertThat(spread.taking(NOON.plus(Membership.JOINING).minusMillis(1))).isEqualTo(1);
          assertThat(spread.taking(NOON.plus(Membership.JOINING))).isEqualTo(2);
          assertThat(runs.run("run_a")).isPresent();
          runs.commit(List.of(Told.of("run_b-2").start()));
        },
        a,
        b);
    with(runs -> assertThat(runs.run("run_b-2")).isPresent(), a, b);
  }

  @Test
  void a_list_that_lacks_one_is_refused() {
    open(a, b);
    refused("there is one", a);
    refused("Name the databases that belong together", b);
  }

  @Test
  void a_list_in_another_order_is_refused() {
    String c = PostgresServer.shared().newDatabase();
    open(a, b, c);
    refused("it is given as number 1", b, a, c);
    refused("it is given as number 2", a, c, b);
    refused("it is given as number 2", a, a, c);
    open(a, b, c);
  }

  @Test
  void another_in_the_place_of_one_is_refused_even_an_empty_one() {
    open(a, b);
    refused("is another one", a, PostgresServer.shared().newDatabase());
    open(a, b);
  }

  @Test
  void one_of_another_set_is_refused() {
    String c = PostgresServer.shared().newDatabase();
    open(b, c);
    refused("is number 2 of another set", a, c);
    refused("is number 1 of another set", a, b);
    open(b, c);
    open(a);
  }

  @Test
  void one_with_runs_of_its_own_that_never_was_in_a_list_is_refused() {
    PostgresPlace place = PostgresPlace.of(b);
    try (PostgresStores alone = PostgresStores.open(place)) {
      alone.runs().commit(List.of(Told.of("run_a").start()));
    }
    refused("has runs, flows or people of its own", a, b);
    open(a, PostgresServer.shared().newDatabase());
    open(b);
  }
}
