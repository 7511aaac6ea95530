package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.closed;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.nextRound;
import static dev.gatehold.testkit.Sample.request;
import static dev.gatehold.testkit.Sample.start;
import static dev.gatehold.testkit.Sample.unclosed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run store promises about requests: every list of them, and a person's inbox. */
interface RequestContract {
  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private void open(RequestRow... rows) {
    store().commit(List.of(rows).stream().map(r -> start(r.run()).request(r).done()).toList());
  }

  private void replace(RequestRow row) {
    long end = store().run(row.run()).orElseThrow().seq();
    store().commit(List.of(next(row.run(), end).request(row).done()));
  }

  private List<String> list(
      @Nullable String state, @Nullable String run, @Nullable String after, int limit) {
    return runs(new RequestQuery(state, null, null, List.of(), run, after, limit));
  }

  private List<String> inbox(String person, String... sources) {
    return runs(new RequestQuery("open", null, person, List.of(sources), null, null, 100));
  }

  private List<String> runs(RequestQuery query) {
    return store().requests(query).stream().map(RequestRow::run).toList();
  }

  @Test
  default void a_request_is_found_by_its_id() {
    RequestRow row = request("run_a", NOON, List.of("group:sre", "user:zoë"), List.of("x", "y"));
    open(row, request("run_b", NOON, List.of(), List.of()));

    assertThat(store().request("run_a.review")).as("the row must be as written").contains(row);
    assertThat(store().request("run_b.review").orElseThrow().sources())
        .as("a request may ask nobody")
        .isEmpty();
    assertThat(store().request("run_a.other")).as("an unknown one must be empty").isEmpty();
  }

  @Test
  default void a_written_request_replaces_the_one_before() {
    RequestRow row = request("run_a", NOON, List.of("group:sre"));
    open(row);
    replace(closed(row, "approved"));

    assertThat(store().request("run_a.review"))
        .as("the row must be as last written")
        .contains(closed(row, "approved"));
    assertThat(list(null, null, null, 10)).as("and there must be one").containsExactly("run_a");
  }

  @Test
  default void the_next_round_replaces_everything_of_a_request() {
    RequestRow first = request("run_a", NOON, List.of("group:sre"));
    open(first);
    RequestRow second = nextRound(first, NOON.plusSeconds(5), List.of("group:dba"));
    replace(second);

    assertThat(store().request("run_a.review")).contains(second);
    assertThat(inbox("zoë", "group:sre")).as("those of the first round").isEmpty();
    assertThat(inbox("zoë", "group:dba")).as("those of the second").containsExactly("run_a");
  }

  @Test
  default void of_several_writes_of_one_run_in_a_commit_the_last_request_stands() {
    RequestRow row = request("run_a", NOON, List.of("group:sre"));
    RequestRow later = nextRound(row, NOON.plusSeconds(5), List.of("group:dba"));
    store()
        .commit(
            List.of(
                start("run_a").request(row).done(),
                next("run_a", 1).request(later).done(),
                start("run_b").request(request("run_b", NOON, List.of("group:sre"))).done(),
                next("run_b", 1)
                    .request(closed(request("run_b", NOON, List.of("group:sre")), "approved"))
                    .done()));

    assertThat(store().request("run_a.review")).contains(later);
    assertThat(inbox("zoë", "group:dba")).containsExactly("run_a");
    assertThat(inbox("zoë", "group:sre")).as("nobody is asked what is past").isEmpty();
  }

  @Test
  default void requests_come_oldest_first() {
    List<String> sre = List.of("group:sre");
    open(
        request("run_c", NOON.plusSeconds(1), sre),
        request("run_b", NOON.plusSeconds(2), sre),
        request("run_d", NOON, sre),
        request("run_a", NOON.plusSeconds(2), sre));

    assertThat(list("open", null, null, 10))
        .as("requests must come by opening time, then by id")
        .containsExactly("run_d", "run_c", "run_a", "run_b");
    assertThat(list(null, null, null, 10)).containsExactly("run_d", "run_c", "run_a", "run_b");
  }

  @Test
  default void closed_requests_come_newest_first() {
    List<RequestRow> rows =
        List.of(
            request("run_a", NOON, List.of()),
            request("run_b", NOON.plusSeconds(1), List.of()),
            request("run_c", NOON.plusSeconds(2), List.of()),
            request("run_d", NOON.plusSeconds(1), List.of()));
    open(rows.toArray(RequestRow[]::new));
    rows.forEach(row -> replace(closed(row, "approved")));

    assertThat(list("closed", null, null, 2))
        .as("a history must begin with what is new")
        .containsExactly("run_c", "run_d");
    assertThat(list("closed", null, "run_d.review", 10))
        .as("and go on from there")
        .containsExactly("run_b", "run_a");
  }

  @Test
  default void a_list_goes_on_after_a_request_that_is_kept_elsewhere() {
    List<String> sre = List.of("group:sre");
    open(
        request("run_a", NOON, sre),
        request("run_c", NOON.plusSeconds(1), sre),
        request("run_e", NOON.plusSeconds(1), sre));
    RequestQuery all = new RequestQuery("open", null, null, List.of(), null, "run_d.review", 10);
    RequestQuery mine = new RequestQuery("open", null, "zoe", sre, null, "run_d.review", 10);

    assertThat(runs(all.goingOnFrom(NOON.plusSeconds(1)))).containsExactly("run_e");
    assertThat(runs(all.goingOnFrom(NOON))).containsExactly("run_c", "run_e");
    assertThat(runs(mine.goingOnFrom(NOON.plusSeconds(1)))).containsExactly("run_e");
    replace(closed(request("run_c", NOON.plusSeconds(1), sre), "approved"));
    RequestQuery closed =
        new RequestQuery("closed", null, null, List.of(), null, "run_d.review", 9);
    assertThat(runs(closed.goingOnFrom(NOON.plusSeconds(1)))).containsExactly("run_c");
    assertThat(runs(closed.goingOnFrom(NOON))).isEmpty();
  }

  @Test
  default void requests_are_listed_page_by_page() {
    List<String> sre = List.of("group:sre");
    open(
        request("run_c", NOON, sre),
        request("run_b", NOON.plusSeconds(1), sre),
        request("run_a", NOON.plusSeconds(1), sre),
        request("run_d", NOON.plusSeconds(2), sre));

    assertThat(list("open", null, null, 2))
        .as("a page must keep to its limit")
        .containsExactly("run_c", "run_a");
    assertThat(list("open", null, "run_a.review", 2))
        .as("the next page must go on after the last request, even at the same time")
        .containsExactly("run_b", "run_d");
    assertThat(list("open", null, "run_d.review", 2)).isEmpty();
    assertThat(runs(new RequestQuery("open", null, "zoë", sre, null, "run_a.review", 1)))
        .as("an inbox must be paged alike")
        .containsExactly("run_b");
  }

  @Test
  default void a_page_goes_on_after_a_request_that_was_closed_meanwhile() {
    RequestRow first = request("run_a", NOON, List.of("group:sre"));
    open(first, request("run_b", NOON.plusSeconds(1), List.of("group:sre")));
    replace(closed(first, "approved"));

    assertThat(
            runs(new RequestQuery("open", null, "zoë", List.of("group:sre"), null, first.id(), 5)))
        .as("the last request of a page must lead on although it left the list")
        .containsExactly("run_b");
  }

  @Test
  default void requests_are_listed_by_state_and_run() {
    RequestRow first = request("run_a", NOON, List.of("group:sre"));
    open(first, request("run_b", NOON.plusSeconds(1), List.of("group:sre")));
    replace(closed(first, "approved"));

    assertThat(list("open", null, null, 10)).as("only open ones").containsExactly("run_b");
    assertThat(list("closed", null, null, 10)).as("only closed ones").containsExactly("run_a");
    assertThat(list(null, null, null, 10)).as("all").containsExactly("run_a", "run_b");
    assertThat(list(null, "run_b", null, 10)).as("only this run's").containsExactly("run_b");
    assertThat(list("open", "run_a", null, 10)).isEmpty();
  }

  @Test
  default void requests_in_rework_are_listed_by_themselves_and_count_as_open() {
    List<String> sre = List.of("group:sre");
    RequestRow asking = request("run_a", NOON, sre);
    RequestRow reworked = unclosed(request("run_b", NOON.plusSeconds(1), sre), RequestRow.REWORK);
    RequestRow next = unclosed(request("run_c", NOON.plusSeconds(2), sre), RequestRow.PREPARING);
    RequestRow last = request("run_d", NOON.plusSeconds(3), sre);
    open(asking, reworked, next, last);
    replace(closed(last, "approved"));

    assertThat(list("rework", null, null, 10)).as("only those in rework").containsExactly("run_b");
    assertThat(list("open", null, null, 10))
        .as("whatever is not closed is open")
        .containsExactly("run_a", "run_b", "run_c");
    assertThat(runs(new RequestQuery("rework", null, "zoë", sre, null, null, 10)))
        .as("an inbox can be of those in rework")
        .containsExactly("run_b");
    assertThat(store().request(next.id())).as("the status must be as written").contains(next);
    replace(unclosed(asking, RequestRow.REWORK));
    assertThat(list("rework", null, null, 10))
        .as("a status must follow the last write")
        .containsExactly("run_a", "run_b");
  }

  @Test
  default void requests_on_which_an_answer_was_due_are_listed_by_themselves() {
    List<String> sre = List.of("group:sre");
    RequestRow first = request("run_a", NOON, sre);
    open(first, request("run_b", NOON.plusSeconds(1), sre));
    Instant due = Objects.requireNonNull(first.dueAt());

    assertThat(overdue(due.minusMillis(1))).as("none before the first is due").isEmpty();
    assertThat(overdue(due)).as("an answer is late from that instant on").containsExactly("run_a");
    assertThat(overdue(due.plusSeconds(1))).containsExactly("run_a", "run_b");
    assertThat(runs(new RequestQuery("open", due, "zoë", sre, null, null, 10)))
        .as("an inbox can be of those")
        .containsExactly("run_a");
  }

  private List<String> overdue(Instant by) {
    return runs(new RequestQuery("open", by, null, List.of(), null, null, 10));
  }

  @Test
  default void an_inbox_has_what_asks_one_of_the_persons_sources() {
    open(
        request("run_a", NOON, List.of("group:sre", "user:alice")),
        request("run_b", NOON.plusSeconds(1), List.of("group:finance")),
        request("run_c", NOON.plusSeconds(2), List.of("user:alice")),
        request("run_d", NOON.plusSeconds(3), List.of("user:alic", "group:alice")));

    assertThat(inbox("alice", "user:alice", "group:sre"))
        .as("an inbox must have what asks the person or a group, each once, oldest first")
        .containsExactly("run_a", "run_c");
    assertThat(inbox("bob", "user:bob", "group:finance")).containsExactly("run_b");
    assertThat(inbox("carol", "user:carol")).isEmpty();
    assertThat(inbox("carol")).as("who has no source is never asked").isEmpty();
    assertThat(
            runs(new RequestQuery("open", null, "alice", List.of("user:alice"), "run_c", null, 10)))
        .as("an inbox can be of one run")
        .containsExactly("run_c");
  }

  @Test
  default void an_inbox_leaves_out_who_is_not_asked() {
    open(
        request("run_a", NOON, List.of("group:sre"), List.of("alice", "bob")),
        request("run_b", NOON.plusSeconds(1), List.of("group:sre"), List.of("alicea")));

    assertThat(inbox("alice", "group:sre"))
        .as("who may not decide or has decided must not be asked")
        .containsExactly("run_b");
    assertThat(inbox("carol", "group:sre")).containsExactly("run_a", "run_b");
  }

  @Test
  default void an_inbox_page_is_filled_past_requests_that_do_not_ask_the_person() {
    open(
        request("run_a", NOON, List.of("group:sre"), List.of("alice")),
        request("run_b", NOON.plusSeconds(1), List.of("group:sre"), List.of("alice")),
        request("run_c", NOON.plusSeconds(2), List.of("group:sre"), List.of()));

    assertThat(runs(new RequestQuery("open", null, "alice", List.of("group:sre"), null, null, 1)))
        .as("a limit must count only what is listed")
        .containsExactly("run_c");
  }

  @Test
  default void an_inbox_follows_what_is_asked_right_now() {
    open(request("run_a", NOON, List.of("group:sre")));
    assertThat(inbox("alice", "group:sre")).containsExactly("run_a");

    replace(request("run_a", NOON.plusSeconds(9), List.of("group:finance")));
    assertThat(inbox("alice", "group:sre")).as("an old source must not match").isEmpty();
    assertThat(inbox("bob", "group:finance")).as("a new one must").containsExactly("run_a");
  }

  @Test
  default void a_closed_request_asks_nobody() {
    RequestRow row = request("run_a", NOON, List.of("group:sre"));
    RequestRow other = request("run_b", NOON, List.of("group:sre"));
    open(row, other);
    replace(closed(row, "approved"));

    for (String state : new String[] {"open", null}) {
      assertThat(runs(new RequestQuery(state, null, "alice", List.of("group:sre"), null, null, 10)))
          .as("a closed request must ask nobody, whatever its sources")
          .containsExactly("run_b");
    }
    assertThat(
            runs(new RequestQuery("closed", null, "alice", List.of("group:sre"), null, null, 10)))
        .isEmpty();
  }
}
