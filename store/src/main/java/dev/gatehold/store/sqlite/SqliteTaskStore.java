package dev.gatehold.store.sqlite;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisNotBefore;
import static dev.gatehold.store.sql.RunRows.taskOf;

import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Origin;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.store.sql.TaskList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tasks in SQLite. */
final class SqliteTaskStore implements TaskStore {
  private static final String CLAIMABLE =
      """
      FROM task t JOIN run r ON r.run = t.run
      WHERE t.queue = ? AND (t.lease IS NULL OR (t.until < ? AND t.losses + 1 < %d))
        AND r.parked IS NULL
      """
          .formatted(MOST_LOSSES);

  private final Database database;

  SqliteTaskStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean place(Offer offer) {
    Origin origin = offer.origin();
    return database.writeWith(client -> {
      boolean took = client.sql("DELETE FROM effect WHERE id = ?").param(offer.id()).update() > 0;
      if (took) {
        client
            .sql(
                """
                INSERT INTO task
                  (id, run, step, attempt, draft, queue, input, silence, at, losses)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                """)
            .params(offer.id(), origin.run(), origin.step(), origin.attempt(), origin.draft())
            .params(offer.queue(), offer.input(), offer.silence().toMillis(), millis(offer.at()))
            .update();
      }
      return took;
    });
  }

  @Override
  public List<StoredTask> claim(Claim claim, Instant now) {
    // Workers ask again and again; those who find nothing must not queue up at the writer.
    return claimable(claim, now)
        ? database.writeWith(client -> lease(client, claim, now))
        : List.of();
  }

  private boolean claimable(Claim claim, Instant now) {
    return database.read(client ->
        client
            .sql("SELECT EXISTS (SELECT 1 " + CLAIMABLE + ")")
            .params(claim.queue(), millis(now))
            .query(Boolean.class)
            .single());
  }

  private static List<StoredTask> lease(JdbcClient client, Claim claim, Instant now) {
    List<String> ids =
        client
            .sql("SELECT t.id " + CLAIMABLE + " ORDER BY t.at, t.id LIMIT ?")
            .params(claim.queue(), millis(now), claim.limit())
            .query(String.class)
            .list();
    List<StoredTask> leased = new ArrayList<>();
    for (String id : ids) {
      client
          .sql(
              """
              UPDATE task SET losses = losses + (lease IS NOT NULL), lease = ?, worker = ?,
                principal = ?, until = ? + silence, share = NULL, message = NULL
              WHERE id = ?
              """)
          .params(nextLease(client), claim.worker(), claim.principal(), millisNotBefore(now), id)
          .update();
      leased.add(find(client, id).orElseThrow());
    }
    return leased;
  }

  private static long nextLease(JdbcClient client) {
    return client
        .sql("UPDATE task_lease SET last = last + 1 RETURNING last")
        .query(Long.class)
        .single();
  }

  @Override
  public Optional<StoredTask> renew(String task, Lease lease, Progress progress, Instant now) {
    return database.writeWith(client -> {
      int renewed =
          client
              .sql(
                  """
                  UPDATE task SET until = ? + silence, share = coalesce(?, share),
                    message = coalesce(?, message)
                  WHERE id = ? AND lease = ? AND principal = ?
                  """)
              .param(millisNotBefore(now))
              .param(progress.share())
              .param(progress.message())
              .params(task, lease.number(), lease.principal())
              .update();
      return renewed > 0 ? find(client, task) : Optional.empty();
    });
  }

  @Override
  public boolean giveBack(String task, Lease lease) {
    return database.writeWith(client ->
        client
            .sql(
                """
                UPDATE task SET lease = NULL, worker = NULL, principal = NULL, until = NULL,
                  share = NULL, message = NULL
                WHERE id = ? AND lease = ? AND principal = ?
                """)
            .params(task, lease.number(), lease.principal())
            .update())
        > 0;
  }

  @Override
  public Optional<StoredTask> task(String id) {
    return database.read(client -> find(client, id));
  }

  private static Optional<StoredTask> find(JdbcClient client, String id) {
    return client
        .sql("SELECT * FROM task WHERE id = ?")
        .param(id)
        .query((row, _) -> taskOf(row))
        .optional();
  }

  @Override
  public List<StoredTask> tasks(TaskQuery query) {
    return TaskList.read(database, query);
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
}
