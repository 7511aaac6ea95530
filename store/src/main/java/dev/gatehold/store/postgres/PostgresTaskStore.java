package dev.gatehold.store.postgres;

import static dev.gatehold.store.postgres.Texts.shown;
import static dev.gatehold.store.postgres.Texts.shownOrNull;
import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisNotBefore;
import static dev.gatehold.store.sql.RunRows.taskOf;

import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Origin;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.store.sql.TaskList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tasks in PostgreSQL. */
final class PostgresTaskStore implements TaskStore {
  private static final String CLAIMABLE =
      """
      FROM task t JOIN run r ON r.run = t.run
      WHERE t.queue = ? AND (t.lease IS NULL OR (t.until < ? AND t.losses + 1 < %d))
        AND r.parked IS NULL
      """
          .formatted(MOST_LOSSES);

  private final Database database;
  private final PostgresHints hints;

  PostgresTaskStore(Database database, PostgresHints hints) {
    this.database = database;
    this.hints = hints;
  }

  @Override
  public boolean place(Offer offer) {
    Origin origin = offer.origin();
    boolean placed =
        database.update(client ->
            client
                .sql(
                    """
                    WITH taken AS (DELETE FROM effect WHERE id = ? RETURNING id)
                    INSERT INTO task (id, run, step, attempt, draft, queue, input, silence, at, losses)
                    SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, 0 FROM taken
                    """)
                .params(offer.id(), origin.run(), origin.step(), origin.attempt(), origin.draft())
                .params(
                    offer.queue(), offer.input(), offer.silence().toMillis(), millis(offer.at()))
                .update())
            > 0;
    if (placed) {
      hints.tell(new Hint.TasksWaiting(offer.queue(), 1));
    }
    return placed;
  }

  @Override
  public List<StoredTask> lost(Instant now, int limit) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT t.* FROM task t JOIN run r ON r.run = t.run
                WHERE t.lease IS NOT NULL AND t.until < ? AND t.losses + 1 >= ?
                  AND r.parked IS NULL
                ORDER BY t.until LIMIT ?
                """)
            .params(millis(now), MOST_LOSSES, limit)
            .query((row, _) -> taskOf(row))
            .list());
  }

  @Override
  public List<StoredTask> claim(Claim claim, Instant now) {
    // Workers ask again and again; those who find nothing must not take connections from writers.
    return claimable(claim, now) ? database.update(client -> lease(client, claim, now)) : List.of();
  }

  private boolean claimable(Claim claim, Instant now) {
    return database.read(client ->
        client
            .sql("SELECT EXISTS (SELECT 1 " + CLAIMABLE + ")")
            .params(claim.queue(), millis(now))
            .query(Boolean.class)
            .single());
  }

  /** What another node is just giving away is passed over; numbers are given oldest task first. */
  private static List<StoredTask> lease(JdbcClient client, Claim claim, Instant now) {
    return client
        .sql(
            "WITH open AS MATERIALIZED (SELECT t.id "
                + CLAIMABLE
                + """
                   ORDER BY t.at, t.id LIMIT ? FOR UPDATE OF t SKIP LOCKED),
                claimed AS (
                  UPDATE task SET losses = losses + (lease IS NOT NULL)::integer,
                    lease = nextval('task_lease'), worker = ?, principal = ?, until = ? + silence,
                    share = NULL, message = NULL
                  FROM open WHERE task.id = open.id RETURNING task.*)
                SELECT * FROM claimed ORDER BY at, id
                """)
        .params(claim.queue(), millis(now), claim.limit())
        .params(shown(claim.worker()), claim.principal(), millisNotBefore(now))
        .query((row, _) -> taskOf(row))
        .list();
  }

  @Override
  public Optional<StoredTask> renew(String task, Lease lease, Progress progress, Instant now) {
    return database.update(client ->
        client
            .sql(
                """
                UPDATE task SET until = ? + silence, share = coalesce(?, share),
                  message = coalesce(?, message)
                WHERE id = ? AND lease = ? AND principal = ? RETURNING *
                """)
            .param(millisNotBefore(now))
            .param(progress.share())
            .param(shownOrNull(progress.message()))
            .params(task, lease.number(), lease.principal())
            .query((row, _) -> taskOf(row))
            .optional());
  }

  @Override
  public boolean giveBack(String task, Lease lease) {
    Optional<String> queue =
        database.update(client ->
            client
                .sql(
                    """
                    UPDATE task SET lease = NULL, worker = NULL, principal = NULL, until = NULL,
                      share = NULL, message = NULL
                    WHERE id = ? AND lease = ? AND principal = ? RETURNING queue
                    """)
                .params(task, lease.number(), lease.principal())
                .query(String.class)
                .optional());
    queue.ifPresent(name -> hints.tell(new Hint.TasksWaiting(name, 1)));
    return queue.isPresent();
  }

  @Override
  public Optional<StoredTask> task(String id) {
    return database.read(client ->
        client
            .sql("SELECT * FROM task WHERE id = ?")
            .param(id)
            .query((row, _) -> taskOf(row))
            .optional());
  }

  @Override
  public List<StoredTask> tasks(TaskQuery query) {
    return TaskList.read(database, query);
  }
}
