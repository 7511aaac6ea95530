package dev.gatehold.store.sqlite;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.RunRows.eventOf;

import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import dev.gatehold.store.sql.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events in SQLite. */
final class SqliteEventStore implements EventStore {
  private final Database database;

  SqliteEventStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean keep(StoredEvent event) {
    return database.writeWith(client ->
        client
                .sql(
                    """
                    INSERT INTO event (id, name, key, data, sender, at, delivered)
                    VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING
                    """)
                .param(event.id())
                .param(event.topic().name())
                .param(event.topic().key())
                .params(event.data(), event.sender(), millis(event.at()))
                .update()
            > 0);
  }

  @Override
  public Optional<StoredEvent> event(String id) {
    return database.read(client ->
        client
            .sql("SELECT * FROM event WHERE id = ?")
            .param(id)
            .query((row, _) -> eventOf(row))
            .optional());
  }

  @Override
  public List<StoredEvent> events(EventQuery query) {
    Seen before = query.before();
    // Times and ids are compared as one place: nothing is seen twice, and nothing passed over.
    long at = before == null ? Long.MAX_VALUE : millis(before.at());
    Conditions conditions =
        new Conditions()
            .andIf(query.name(), "name = ?")
            .andIf(query.key(), "key = ?")
            .and("(at, id) < (?, ?)");
    return database.read(client ->
        client
            .sql("SELECT * FROM event" + conditions.sql() + " ORDER BY at DESC, id DESC LIMIT ?")
            .params(conditions.parametersAnd(at, before == null ? "" : before.id(), query.limit()))
            .query((row, _) -> eventOf(row))
            .list());
  }

  @Override
  public List<StoredEvent> matching(Topic topic, Instant since, @Nullable Seen after, int limit) {
    long at = after == null ? Long.MIN_VALUE : millis(after.at());
    return database.read(client ->
        client
            .sql(
                """
                SELECT * FROM event
                WHERE name = ? AND key IS ? AND at >= ? AND (at, id) > (?, ?)
                ORDER BY at, id LIMIT ?
                """)
            .param(topic.name())
            .param(topic.key())
            .params(millis(since), at, after == null ? "" : after.id(), limit)
            .query((row, _) -> eventOf(row))
            .list());
  }

  @Override
  public List<StoredEvent> undelivered(Instant before, int limit) {
    return database.read(client ->
        client
            .sql("SELECT * FROM event WHERE delivered = 0 AND at < ? ORDER BY at, id LIMIT ?")
            .params(millis(before), limit)
            .query((row, _) -> eventOf(row))
            .list());
  }

  @Override
  public void delivered(String id) {
    database.writeWith(
        client -> client.sql("UPDATE event SET delivered = 1 WHERE id = ?").param(id).update());
  }

  @Override
  public void subscribe(Subscription subscription) {
    database.writeWith(client ->
        client
            .sql(
                """
                INSERT INTO subscription (run, step, attempt, name, key)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, step, attempt) DO NOTHING
                """)
            .params(subscription.run(), subscription.step(), subscription.attempt())
            .param(subscription.topic().name())
            .param(subscription.topic().key())
            .update());
  }

  @Override
  public List<Subscription> subscriptions(Topic topic, @Nullable Subscription after, int limit) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT * FROM subscription
                WHERE name = ? AND key IS ? AND (run, step, attempt) > (?, ?, ?)
                ORDER BY run, step, attempt LIMIT ?
                """)
            .param(topic.name())
            .param(topic.key())
            .params(after == null ? "" : after.run(), after == null ? "" : after.step())
            .params(after == null ? 0 : after.attempt(), limit)
            .query((row, _) ->
                new Subscription(
                    row.getString("run"), row.getString("step"), row.getInt("attempt"), topic))
            .list());
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    database.writeWith(client ->
        client
            .sql("DELETE FROM subscription WHERE run = ? AND step = ? AND attempt = ?")
            .params(subscription.run(), subscription.step(), subscription.attempt())
            .update());
  }

  @Override
  public void forget(Instant before) {
    database.writeWith(client -> {
      int events =
          client
              .sql("DELETE FROM event WHERE delivered = 1 AND at < ?")
              .param(millis(before))
              .update();
      int subscriptions =
          client
              .sql(
                  """
                  DELETE FROM subscription
                  WHERE run IN (SELECT run FROM run WHERE status <> 'active')
                  """)
              .update();
      return events + subscriptions;
    });
  }
}
