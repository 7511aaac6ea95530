package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.RunRows.eventOf;

import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events in either database. Each write is a transaction of its own that others see when it
 * returns, and each read begins with a view of its own: who writes and then reads misses nobody who
 * did the same before.
 */
public final class SqlEventStore implements EventStore {
  private final Statements database;
  private final String undelivered;

  /**
   * Opens the store.
   *
   * @param undelivered the condition of the index over undelivered events, word for word
   */
  public SqlEventStore(Statements database, String undelivered) {
    this.database = database;
    this.undelivered = undelivered;
  }

  @Override
  public boolean keep(StoredEvent event) {
    return database.writeWith(client ->
        client
                .sql(
                    """
                    INSERT INTO event (id, name, key, data, sender, at, delivered)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                    """)
                .param(event.id())
                .param(event.topic().name())
                .param(event.topic().key())
                .params(event.data(), event.sender(), millis(event.at()), false)
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
    Conditions conditions = of(topic).andIf(millis(since), "at >= ?").and("(at, id) > (?, ?)");
    return database.read(client ->
        client
            .sql("SELECT * FROM event" + conditions.sql() + " ORDER BY at, id LIMIT ?")
            .params(conditions.parametersAnd(at, after == null ? "" : after.id(), limit))
            .query((row, _) -> eventOf(row))
            .list());
  }

  // IS NOT DISTINCT FROM would say both and use no index.
  private static Conditions of(Topic topic) {
    Conditions conditions = new Conditions().andIf(topic.name(), "name = ?");
    return topic.key() == null
        ? conditions.and("key IS NULL")
        : conditions.andIf(topic.key(), "key = ?");
  }

  @Override
  public List<StoredEvent> undelivered(Instant before, int limit) {
    return database.read(client ->
        client
            .sql("SELECT * FROM event WHERE " + undelivered + " AND at < ? ORDER BY at, id LIMIT ?")
            .params(millis(before), limit)
            .query((row, _) -> eventOf(row))
            .list());
  }

  @Override
  public void delivered(String id) {
    database.writeWith(client ->
        client.sql("UPDATE event SET delivered = ? WHERE id = ?").params(true, id).update());
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
    Conditions conditions = of(topic).and("(run, step, attempt) > (?, ?, ?)");
    return database.read(client ->
        client
            .sql(
                "SELECT * FROM subscription"
                    + conditions.sql()
                    + " ORDER BY run, step, attempt LIMIT ?")
            .params(
                conditions.parametersAnd(
                    after == null ? "" : after.run(),
                    after == null ? "" : after.step(),
                    after == null ? 0 : after.attempt(),
                    limit))
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
              .sql("DELETE FROM event WHERE delivered = ? AND at < ?")
              .params(true, millis(before))
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
