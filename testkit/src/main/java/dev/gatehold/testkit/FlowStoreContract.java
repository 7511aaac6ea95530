package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.FlowStore.Draft;
import dev.gatehold.engine.store.FlowStore.FlowRow;
import dev.gatehold.engine.store.FlowStore.Release;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every flow store must do, as tests: implement it in a test class and give the store. No test
 * of it skips, and none passes on a store that does nothing.
 */
public interface FlowStoreContract {
  /** The store under test; the same one during a test, empty at its beginning. */
  FlowStore flows();

  /** The runs of the same database. */
  RunStore runs();

  private static Draft draftOf(String flow, String source) {
    return new Draft(flow, source, Digest.of(source), "alice", NOON);
  }

  private Release release(String flow, String source) {
    return flows().addRelease(flow, source, Digest.of(source), "alice", "note on " + source, NOON);
  }

  @Test
  default void a_draft_is_replaced() {
    flows().saveDraft(draftOf("deploy", "one"));
    flows().saveDraft(draftOf("deploy", "two"));
    flows().saveDraft(draftOf("payment", "three"));

    assertThat(flows().draft("deploy"))
        .as("a flow must have one draft, the last")
        .contains(draftOf("deploy", "two"));
    assertThat(flows().draft("unknown")).isEmpty();
  }

  @Test
  default void releases_are_numbered_from_one_per_flow() {
    assertThat(release("deploy", "one"))
        .as("the first release must be 1 and say what it is of")
        .isEqualTo(new Release("deploy", 1, "one", Digest.of("one"), "alice", "note on one", NOON));
    assertThat(release("deploy", "two").number()).isEqualTo(2);
    assertThat(release("payment", "one").number()).as("flows must count on their own").isEqualTo(1);
    assertThat(flows().release("deploy", 2).map(Release::source)).contains("two");
    assertThat(flows().release("deploy", 3)).as("an unknown number must be empty").isEmpty();
    assertThat(flows().release("unknown", 1)).isEmpty();
  }

  @Test
  default void releases_come_newest_first() {
    release("deploy", "one");
    release("payment", "two");
    release("deploy", "three");

    assertThat(flows().releases("deploy"))
        .as("releases must be of this flow, newest first")
        .extracting(Release::source)
        .containsExactly("three", "one");
    assertThat(flows().releases("unknown")).isEmpty();
  }

  @Test
  default void one_release_is_live() {
    release("deploy", "one");
    release("deploy", "two");
    assertThat(flows().live("deploy")).as("a new release must not go live by itself").isEmpty();

    flows().promote("deploy", 2, "alice", NOON);
    flows().promote("deploy", 1, "bob", NOON.plusSeconds(1));
    assertThat(flows().live("deploy").map(Release::number))
        .as("the release that was promoted last must be live")
        .contains(1);
    assertThat(flows().live("unknown")).isEmpty();
  }

  @Test
  default void only_an_existing_release_goes_live() {
    release("deploy", "one");
    flows().promote("deploy", 1, "alice", NOON);

    assertThatExceptionOfType(StoreException.class)
        .as("a release that does not exist must not be promoted")
        .isThrownBy(() -> flows().promote("deploy", 2, "alice", NOON))
        .withMessageContaining("release 2 of flow 'deploy'");
    assertThat(flows().live("deploy").map(Release::number)).contains(1);
  }

  @Test
  default void a_deleted_release_is_gone() {
    release("deploy", "one");
    release("deploy", "two");

    assertThat(flows().deleteRelease("deploy", 1)).as("deleting must say that it did").isTrue();
    assertThat(flows().deleteRelease("deploy", 1)).as("and that it did not").isFalse();
    assertThat(flows().release("deploy", 1)).isEmpty();
    assertThat(flows().releases("deploy")).extracting(Release::number).containsExactly(2);
  }

  @Test
  default void a_number_is_never_used_again() {
    release("deploy", "one");
    release("deploy", "two");
    flows().deleteRelease("deploy", 2);
    flows().deleteRelease("deploy", 1);

    assertThat(release("deploy", "three").number())
        .as("the next release must not take a deleted one's number")
        .isEqualTo(3);
    assertThat(flows().releases("deploy")).hasSize(1);
  }

  @Test
  default void a_live_release_is_not_deleted() {
    release("deploy", "one");
    flows().promote("deploy", 1, "alice", NOON);

    assertThat(flows().deleteRelease("deploy", 1)).as("the live one must stay").isFalse();
    assertThat(flows().live("deploy")).isPresent();
  }

  @Test
  default void a_release_with_active_runs_is_not_deleted() {
    release("deploy", "one");
    release("deploy", "two");
    runs()
        .commit(
            List.of(
                start("run_a").flow("deploy", 1).done(),
                start("run_b").flow("payment", 2).done(),
                start("run_c").flow("deploy", 2).status("completed").done()));

    assertThat(flows().deleteRelease("deploy", 1))
        .as("a release must stay while an active run is pinned to it")
        .isFalse();
    assertThat(flows().release("deploy", 1)).isPresent();
    assertThat(flows().deleteRelease("deploy", 2))
        .as("ended runs and other flows' runs must not keep it")
        .isTrue();

    runs().commit(List.of(next("run_a", 1).flow("deploy", 1).status("completed").done()));
    assertThat(flows().deleteRelease("deploy", 1)).as("a run that ended lets go").isTrue();
  }

  @Test
  default void the_text_of_a_release_outlives_it() {
    release("deploy", "one");
    flows().deleteRelease("deploy", 1);

    assertThat(flows().source(Digest.of("one")))
        .as("journals must stay readable: the text must outlive its release")
        .contains("one");
    assertThat(flows().source(Digest.of("two"))).isEmpty();
  }

  @Test
  default void the_text_of_a_draft_that_ran_outlives_it() {
    flows().saveDraft(draftOf("deploy", "one"));
    flows().keepSource(Digest.of("one"), "one");
    flows().keepSource(Digest.of("one"), "one");
    flows().saveDraft(draftOf("deploy", "two"));

    assertThat(flows().source(Digest.of("one"))).as("a kept text must stay").contains("one");
  }

  @Test
  default void flows_are_listed_by_name() {
    release("payment", "one");
    release("payment", "two");
    flows().promote("payment", 1, "alice", NOON);
    flows().saveDraft(draftOf("deploy", "three"));
    release("access", "four");
    flows().deleteRelease("access", 1);

    assertThat(flows().flows())
        .as("flows must come by name with live, newest ever made, and draft")
        .containsExactly(
            new FlowRow("access", 0, 1, null),
            new FlowRow("deploy", 0, 0, NOON),
            new FlowRow("payment", 1, 2, null));
  }
}
