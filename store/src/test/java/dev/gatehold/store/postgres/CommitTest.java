package dev.gatehold.store.postgres;

import static dev.gatehold.store.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.store.Runs;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What is particular about commits in PostgreSQL. */
@TestInstance(Lifecycle.PER_CLASS)
class CommitTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final PostgresStores stores = PostgresStores.open(database.place());

  @AfterAll
  void close() {
    stores.close();
  }

  @Test
  void a_large_batch_is_there_whole() {
    List<RunWrite> starts =
        IntStream.range(0, 512).mapToObj(i -> Runs.start("run_large_" + i)).toList();
    stores.runs().commit(starts);
    stores.runs().commit(starts.stream().map(each -> Runs.next(each.row().run(), 1)).toList());

    assertThat(
            database.ask(
                """
                SELECT count(*) FROM journal WHERE run LIKE 'run_large_%'
                UNION ALL SELECT count(*) FROM run WHERE run LIKE 'run_large_%' AND seq = 2
                UNION ALL SELECT count(*) FROM effect WHERE run LIKE 'run_large_%'
                UNION ALL SELECT count(*) FROM request WHERE run LIKE 'run_large_%'
                UNION ALL SELECT count(*) FROM applied_key WHERE run LIKE 'run_large_%'
                """))
        .containsExactly("1024", "512", "512", "512", "512");
  }

  @Test
  void text_that_people_read_shows_what_postgresql_cannot_hold() {
    stores.runs().commit(List.of(titled("run_nul", "a\0b ☂ \uD83D\uDE80", "group:s\0re, \"\\x\"")));

    RequestRow request = stores.runs().request("run_nul.review").orElseThrow();
    assertThat(request.title()).isEqualTo("a\uFFFDb ☂ \uD83D\uDE80");
    assertThat(request.sources()).containsExactly("group:s\uFFFDre, \"\\x\"");
    assertThat(
            stores
                .runs()
                .requests(
                    new RequestQuery(
                        "open", null, "bob", List.of("group:s\0re, \"\\x\""), null, null, 10)))
        .as("whoever is asked must find it")
        .containsExactly(request);
  }

  private static RunWrite titled(String run, String title, String source) {
    RunWrite start = Runs.start(run);
    RequestRow row = start.requests().getFirst();
    RequestRow titled =
        new RequestRow(
            row.id(),
            row.run(),
            row.step(),
            row.round(),
            row.flow(),
            title,
            row.status(),
            row.outcome(),
            row.requester(),
            row.progress(),
            row.subject(),
            List.of(source),
            row.notAsked(),
            NOON,
            row.dueAt(),
            row.expiresAt(),
            row.decidedAt());
    return with(start, start.entries(), List.of(titled), start.keys());
  }

  private static RunWrite with(
      RunWrite write, List<StoredEntry> entries, List<RequestRow> requests, List<AppliedKey> keys) {
    RunRow row = write.row();
    return new RunWrite(
        write.expected(),
        entries,
        row,
        null,
        requests,
        write.effects(),
        write.finishedEffects(),
        keys,
        write.turns());
  }

  @Test
  void text_that_is_compared_or_hashed_is_refused_instead() {
    RunWrite start = Runs.start("run_odd");
    AppliedKey key = new AppliedKey("a\0b", Digest.of("x"), "run_odd", 1);
    StoredEntry entry = new StoredEntry("run_odd", 1, "a\0b", Digest.of("x").hex());

    for (RunWrite write :
        List.of(
            with(start, start.entries(), List.of(), List.of(key)),
            with(start, List.of(entry), List.of(), List.of()))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> stores.runs().commit(List.of(write)))
          .withMessageContaining("U+0000");
    }
    assertThat(stores.runs().run("run_odd")).isEmpty();
    stores.runs().commit(List.of(start));
    assertThat(stores.runs().run("run_odd")).as("the connection must still work").isPresent();
  }
}
