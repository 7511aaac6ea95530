package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.MemoryStore.Change;
import dev.gatehold.engine.store.MemoryStore.Reply;
import dev.gatehold.engine.store.MemoryStore.Space;
import dev.gatehold.engine.store.MemoryStore.Version;
import dev.gatehold.engine.store.MemoryStore.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every store of flows' memory must do, as tests: implement it in a test class and give the
 * store. No test of it skips, and none passes on a store that does nothing.
 */
public interface MemoryStoreContract {
  Space LIVE = new Space("digest", false);
  Writer STEP = Writer.step("run_a", "remember");

  /** The store under test; the same one during a test, empty at its beginning. */
  MemoryStore memory();

  private static Change change(
      Space space, String key, @Nullable String value, @Nullable Long expected, String id) {
    return new Change(space, key, value, expected, STEP, id, NOON);
  }

  private Reply put(String key, String value) {
    return memory().write(new Change(LIVE, key, value, null, STEP, null, NOON));
  }

  private Reply putAt(long expected, String key, String value) {
    return memory().write(new Change(LIVE, key, value, expected, STEP, null, NOON));
  }

  private Reply delete(String key) {
    return memory().write(new Change(LIVE, key, null, null, STEP, null, NOON));
  }

  private static Reply.Written written(long version) {
    return new Reply.Written(version);
  }

  @Test
  default void a_value_comes_back_with_its_version_and_writer() {
    assertThat(memory().newest(LIVE, "topics")).as("nothing is there yet").isEmpty();
    assertThat(put("topics", "[1]")).as("the first version must be 1").isEqualTo(written(1));
    Writer alice = Writer.person("alice");
    memory().write(new Change(LIVE, "topics", "[2]", null, alice, null, NOON.plusSeconds(1)));

    assertThat(memory().newest(LIVE, "topics"))
        .as("the newest version must come, as it was written")
        .contains(new Version("topics", 2, "[2]", alice, NOON.plusSeconds(1)));
    assertThat(memory().newest(LIVE, "topic")).isEmpty();
  }

  @Test
  default void json_null_is_a_value() {
    put("topics", "null");

    assertThat(memory().newest(LIVE, "topics").map(Version::value)).contains("null");
  }

  @Test
  default void an_expected_version_has_to_be_the_newest() {
    put("topics", "1");
    put("topics", "2");

    assertThat(putAt(1, "topics", "3"))
        .as("a write that expects another version must change nothing and name the newest")
        .isEqualTo(new Reply.Conflict(new Version("topics", 2, "2", STEP, NOON)));
    assertThat(memory().newest(LIVE, "topics").map(Version::value)).contains("2");
    assertThat(putAt(2, "topics", "3")).isEqualTo(written(3));
  }

  @Test
  default void version_0_is_a_key_that_is_not_there() {
    assertThat(putAt(1, "topics", "1")).isEqualTo(new Reply.Conflict(null));
    assertThat(putAt(0, "topics", "1")).isEqualTo(written(1));
    assertThat(putAt(0, "topics", "2"))
        .as("a key that is there must not be made again")
        .isEqualTo(new Reply.Conflict(new Version("topics", 1, "1", STEP, NOON)));
    delete("topics");
    assertThat(putAt(0, "topics", "3")).as("a deleted one may").isEqualTo(written(3));
  }

  @Test
  default void a_deleted_key_is_gone_and_its_versions_count_on() {
    put("topics", "1");
    assertThat(delete("topics")).as("a deletion must be a version").isEqualTo(written(2));
    assertThat(memory().newest(LIVE, "topics")).isEmpty();
    assertThat(memory().list(LIVE, "")).isEmpty();
    assertThat(delete("topics")).as("nothing to delete must be no version").isEqualTo(written(0));

    assertThat(put("topics", "2")).as("no version is given twice").isEqualTo(written(3));
  }

  @Test
  default void a_deletion_can_expect_a_version() {
    put("topics", "1");
    put("topics", "2");

    assertThat(memory().write(change(LIVE, "topics", null, 1L, "a")))
        .isInstanceOf(Reply.Conflict.class);
    assertThat(memory().newest(LIVE, "topics")).isPresent();
    assertThat(memory().write(change(LIVE, "topics", null, 2L, "b"))).isEqualTo(written(3));
  }

  @Test
  default void the_same_write_said_again_gives_the_same_version() {
    Change first = change(LIVE, "topics", "1", 0L, "run_a.remember.1");
    assertThat(memory().write(first)).isEqualTo(written(1));
    put("topics", "2");
    delete("topics");

    assertThat(memory().write(first))
        .as("a write said again must give its version, whatever came in between")
        .isEqualTo(written(1));
    assertThat(memory().newest(LIVE, "topics")).as("and must change nothing").isEmpty();
    assertThat(memory().write(change(LIVE, "topics", "3", 0L, "run_a.remember.1")))
        .as("another change under the same id must be refused")
        .isEqualTo(new Reply.Reused());
  }

  @Test
  default void a_write_that_was_refused_may_be_said_again() {
    Change early = change(LIVE, "topics", "2", 1L, "run_a.remember.1");
    assertThat(memory().write(early)).isEqualTo(new Reply.Conflict(null));
    put("topics", "1");

    assertThat(memory().write(early)).as("only what was applied is final").isEqualTo(written(2));
  }

  @Test
  default void spaces_know_nothing_of_one_another() {
    Space staging = new Space("digest", true);
    Space other = new Space("payment", false);
    put("topics", "1");
    memory().write(change(staging, "topics", "2", 0L, "a"));
    memory().write(change(other, "topics", "3", 0L, "b"));

    assertThat(memory().newest(LIVE, "topics").map(Version::value)).contains("1");
    assertThat(memory().newest(staging, "topics").map(Version::value)).contains("2");
    assertThat(memory().newest(other, "topics").map(Version::value)).contains("3");
    assertThat(memory().history(LIVE, "topics")).hasSize(1);
    assertThat(memory().list(staging, "")).extracting(Version::value).containsExactly("2");
  }

  @Test
  default void keys_are_listed_by_prefix() {
    put("report/b", "1");
    put("report/a", "2");
    put("report/a", "3");
    put("Report/c", "4");
    put("a_b", "5");
    put("aXb", "6");

    assertThat(memory().list(LIVE, "report/"))
        .as("the newest version of the keys that begin so, by key")
        .extracting(Version::key, Version::number)
        .containsExactly(tuple("report/a", 2L), tuple("report/b", 1L));
    assertThat(memory().list(LIVE, "a_")).extracting(Version::key).containsExactly("a_b");
    assertThat(memory().list(LIVE, ""))
        .extracting(Version::key)
        .containsExactly("Report/c", "aXb", "a_b", "report/a", "report/b");
  }

  @Test
  default void history_has_every_version_newest_first() {
    put("topics", "1");
    delete("topics");
    put("topics", "2");
    put("other", "3");

    assertThat(memory().history(LIVE, "topics"))
        .as("history must have deletions, and nothing of other keys")
        .containsExactly(
            new Version("topics", 3, "2", STEP, NOON),
            new Version("topics", 2, null, STEP, NOON),
            new Version("topics", 1, "1", STEP, NOON));
    assertThat(memory().history(LIVE, "unknown")).isEmpty();
  }

  @Test
  default void the_last_hundred_versions_are_kept() {
    for (int i = 1; i <= MemoryStore.KEPT_VERSIONS + 5; i++) {
      put("topics", "" + i);
    }

    List<Version> history = memory().history(LIVE, "topics");
    assertThat(history).hasSize(MemoryStore.KEPT_VERSIONS);
    assertThat(history.getFirst().number()).isEqualTo(MemoryStore.KEPT_VERSIONS + 5);
    assertThat(history.getLast().number()).isEqualTo(6);
  }

  @Test
  default void a_space_has_room_for_a_thousand_keys() {
    for (int i = 0; i < MemoryStore.MOST_KEYS; i++) {
      put("key" + i, "1");
    }

    assertThat(put("more", "1")).as("one key too many").isEqualTo(new Reply.Full());
    assertThat(memory().newest(LIVE, "more")).isEmpty();
    assertThat(put("key7", "2")).as("keys that are there go on").isEqualTo(written(2));
    assertThat(memory().write(change(new Space("digest", true), "more", "1", null, "a")))
        .as("other spaces have room of their own")
        .isEqualTo(written(1));
    delete("key8");
    assertThat(put("more", "1")).as("a deleted key makes room").isEqualTo(written(1));
  }

  @Test
  default void of_writers_that_expect_the_same_version_one_is_applied() throws Exception {
    int threads = 8;
    int each = 125;
    List<Future<?>> counting = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        counting.add(pool.submit(() -> count(each)));
      }
    }
    for (Future<?> one : counting) {
      one.get();
    }

    assertThat(memory().newest(LIVE, "counter").map(Version::value))
        .as("no count of any thread may be lost")
        .contains("" + threads * each);
    assertThat(memory().newest(LIVE, "counter").map(Version::number))
        .contains((long) threads * each);
  }

  private void count(int times) {
    int done = 0;
    while (done < times) {
      Version seen = memory().newest(LIVE, "counter").orElse(null);
      String next = "" + (seen == null ? 1 : Long.parseLong(String.valueOf(seen.value())) + 1);
      if (putAt(seen == null ? 0 : seen.number(), "counter", next) instanceof Reply.Written) {
        done++;
      }
    }
  }
}
