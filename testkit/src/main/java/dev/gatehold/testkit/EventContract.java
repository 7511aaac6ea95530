package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.EventStore.EventQuery;
import dev.gatehold.engine.store.EventStore.Seen;
import dev.gatehold.engine.store.EventStore.Subscription;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store promises about events and the waits for them. */
interface EventContract {
  Topic PAID = new Topic("order.paid", "o-1");

  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private EventStore events() {
    return store().events();
  }

  private static StoredEvent event(String id, Topic topic, Instant at) {
    return new StoredEvent(id, topic, "{\"total\":7,\"ä\":[1]}", "shop", at);
  }

  private static EventQuery all(@Nullable Seen before) {
    return new EventQuery(null, null, before, 2);
  }

  private static List<String> ids(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::id).toList();
  }

  @Test
  default void an_event_is_kept_whole_and_the_first_with_its_id_stays() {
    StoredEvent first = event("evt_1", PAID, NOON);
    StoredEvent other = event("evt_2", new Topic("order.paid", null), NOON.plusMillis(3));
    assertThat(events().keep(first)).isTrue();
    assertThat(events().keep(other)).isTrue();
    assertThat(events().keep(event("evt_1", new Topic("other", null), NOON.plusSeconds(9))))
        .isFalse();
    assertThat(events().event("evt_1")).contains(first);
    assertThat(events().event("evt_2")).contains(other);
    assertThat(events().event("evt_3")).isEmpty();
  }

  @Test
  default void events_are_listed_newest_first_page_by_page_and_by_name_and_key() {
    events().keep(event("evt_b", PAID, NOON));
    events().keep(event("evt_a", PAID, NOON));
    events().keep(event("evt_c", new Topic("order.paid", null), NOON.plusMillis(1)));
    events().keep(event("evt_d", new Topic("order.sent", "o-1"), NOON.minusMillis(1)));
    assertThat(ids(events().events(all(null)))).containsExactly("evt_c", "evt_b");
    assertThat(ids(events().events(all(new Seen(NOON, "evt_b")))))
        .containsExactly("evt_a", "evt_d");
    assertThat(ids(events().events(new EventQuery("order.paid", "o-1", null, 9))))
        .containsExactly("evt_b", "evt_a");
    assertThat(ids(events().events(new EventQuery(null, "o-1", null, 9))))
        .containsExactly("evt_b", "evt_a", "evt_d");
  }

  @Test
  default void a_topic_matches_letter_by_letter_and_no_key_is_a_topic_of_its_own() {
    events().keep(event("evt_1", PAID, NOON));
    events().keep(event("evt_2", new Topic("order.paid", null), NOON));
    events().keep(event("evt_3", new Topic("order.paid", "O-1"), NOON));
    events().keep(event("evt_4", new Topic("Order.paid", "o-1"), NOON));
    assertThat(ids(events().matching(PAID, NOON, null, 9))).containsExactly("evt_1");
    assertThat(ids(events().matching(new Topic("order.paid", null), NOON, null, 9)))
        .containsExactly("evt_2");
  }

  @Test
  default void matching_events_come_oldest_first_from_a_time_on_page_by_page() {
    for (int i = 0; i < 5; i++) {
      events().keep(event("evt_" + i, PAID, NOON.plusMillis(i / 2)));
    }
    Instant since = NOON.plusMillis(1);
    assertThat(ids(events().matching(PAID, since, null, 2))).containsExactly("evt_2", "evt_3");
    assertThat(ids(events().matching(PAID, since, new Seen(since, "evt_3"), 2)))
        .containsExactly("evt_4");
  }

  @Test
  default void an_event_is_undelivered_until_that_is_noted() {
    events().keep(event("evt_1", PAID, NOON));
    events().keep(event("evt_2", PAID, NOON.minusMillis(1)));
    assertThat(ids(events().undelivered(NOON, 9))).containsExactly("evt_2");
    assertThat(ids(events().undelivered(NOON.plusMillis(1), 9))).containsExactly("evt_2", "evt_1");
    events().delivered("evt_2");
    assertThat(ids(events().undelivered(NOON.plusMillis(1), 9))).containsExactly("evt_1");
    assertThat(ids(events().matching(PAID, NOON.minusMillis(1), null, 9)))
        .containsExactly("evt_2", "evt_1");
  }

  @Test
  default void subscriptions_are_kept_once_found_by_topic_page_by_page_and_removed() {
    store().commit(List.of(start("r1").done(), start("r2").done()));
    Subscription first = new Subscription("r1", "paid", 1, PAID);
    Subscription again = new Subscription("r1", "paid", 2, PAID);
    Subscription second = new Subscription("r2", "paid", 1, PAID);
    Subscription keyless = new Subscription("r2", "any", 1, new Topic("order.paid", null));
    List.of(second, again, first, first, keyless).forEach(events()::subscribe);
    assertThat(events().subscriptions(PAID, null, 2)).containsExactly(first, again);
    assertThat(events().subscriptions(PAID, again, 2)).containsExactly(second);
    assertThat(events().subscriptions(keyless.topic(), null, 9)).containsExactly(keyless);
    events().unsubscribe(first);
    events().unsubscribe(first);
    assertThat(events().subscriptions(PAID, null, 9)).containsExactly(again, second);
  }

  @Test
  default void what_is_old_and_delivered_is_forgotten_and_so_are_subscriptions_of_ended_runs() {
    store().commit(List.of(start("r1").done(), start("r2").done()));
    store().commit(List.of(next("r1", 1).status("completed").done()));
    Subscription ended = new Subscription("r1", "paid", 1, PAID);
    Subscription active = new Subscription("r2", "paid", 1, PAID);
    events().subscribe(ended);
    events().subscribe(active);
    events().keep(event("evt_old", PAID, NOON));
    events().keep(event("evt_left", PAID, NOON));
    events().keep(event("evt_new", PAID, NOON.plusMillis(1)));
    events().delivered("evt_old");
    events().delivered("evt_new");
    events().forget(NOON.plusMillis(1));
    assertThat(ids(events().matching(PAID, NOON, null, 9))).containsExactly("evt_left", "evt_new");
    assertThat(events().subscriptions(PAID, null, 9)).containsExactly(active);
  }
}
