package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisOrNull;
import static dev.gatehold.store.sql.Columns.texts;
import static dev.gatehold.store.sql.TriggerRows.firingOf;
import static dev.gatehold.store.sql.TriggerRows.idOf;
import static dev.gatehold.store.sql.TriggerRows.triggerOf;

import dev.gatehold.engine.store.TriggerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The triggers in either database. */
public final class SqlTriggerStore implements TriggerStore {
  private final Statements database;

  public SqlTriggerStore(Statements database) {
    this.database = database;
  }

  @Override
  public void replace(String flow, List<StoredTrigger> triggers) {
    database.writeWith(client -> {
      List<String> kept = triggers.stream().map(each -> each.id().trigger()).toList();
      int changed = 0;
      for (StoredTrigger old : select(client, "WHERE flow = ?", flow)) {
        if (!kept.contains(old.id().trigger())) {
          changed += delete(client, old.id());
        }
      }
      for (StoredTrigger each : triggers) {
        changed += put(client, each);
      }
      return changed;
    });
  }

  private static int delete(JdbcClient client, TriggerId id) {
    return client
        .sql("DELETE FROM flow_trigger WHERE flow = ? AND id = ?")
        .params(id.flow(), id.trigger())
        .update();
  }

  private static int put(JdbcClient client, StoredTrigger trigger) {
    return client
        .sql(
            """
            INSERT INTO flow_trigger (flow, id, source, event, due) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (flow, id)
            DO UPDATE SET source = excluded.source, event = excluded.event, due = excluded.due
            """)
        .params(trigger.id().flow(), trigger.id().trigger(), trigger.source())
        .param(trigger.event())
        .param(millisOrNull(trigger.due()))
        .update();
  }

  private static List<StoredTrigger> select(
      JdbcClient client, String condition, Object... parameters) {
    String sql = "SELECT * FROM flow_trigger " + condition;
    return client.sql(sql).params(parameters).query((row, _) -> triggerOf(row)).list();
  }

  @Override
  public List<StoredTrigger> triggers(@Nullable String flow) {
    return database.read(client ->
        flow == null
            ? select(client, "ORDER BY flow, id")
            : select(client, "WHERE flow = ? ORDER BY id", flow));
  }

  @Override
  public Optional<StoredTrigger> trigger(TriggerId id) {
    return database
        .read(client -> select(client, "WHERE flow = ? AND id = ?", id.flow(), id.trigger()))
        .stream()
        .findFirst();
  }

  @Override
  public List<StoredTrigger> onEvent(String name) {
    return database.read(client -> select(client, "WHERE event = ? ORDER BY flow, id", name));
  }

  @Override
  public List<StoredTrigger> due(Instant now) {
    return database.read(
        client -> select(client, "WHERE due <= ? ORDER BY due, flow, id", millis(now)));
  }

  @Override
  public boolean pause(TriggerId id, @Nullable Paused pause) {
    return database.writeWith(client ->
        client
            .sql("UPDATE flow_trigger SET paused_by = ?, paused_at = ? WHERE flow = ? AND id = ?")
            .param(pause == null ? null : pause.by())
            .param(pause == null ? null : millis(pause.at()))
            .params(id.flow(), id.trigger())
            .update())
        > 0;
  }

  @Override
  public boolean add(Firing firing) {
    return database.writeWith(client -> insert(client, firing)) > 0;
  }

  private int insert(JdbcClient client, Firing firing) {
    return client
        .sql(
            """
            INSERT INTO firing (flow, id, cause, at, event, state, run, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (flow, id, cause) DO NOTHING
            """)
        .params(firing.trigger().flow(), firing.trigger().trigger(), firing.cause())
        .params(millis(firing.at()), firing.event(), word(firing.state()))
        .param(firing.run())
        .param(database.shown(firing.note()))
        .update();
  }

  @Override
  public boolean passed(StoredTrigger trigger, @Nullable Instant next, List<Firing> firings) {
    return database.writeWith(client -> {
      boolean moved =
          client
                  .sql(
                      "UPDATE flow_trigger SET due = ? WHERE flow = ? AND id = ? AND due IS NOT"
                          + " DISTINCT FROM ?")
                  .param(millisOrNull(next))
                  .params(trigger.id().flow(), trigger.id().trigger())
                  .param(millisOrNull(trigger.due()))
                  .update()
              > 0;
      if (moved) {
        firings.forEach(firing -> insert(client, firing));
      }
      return moved;
    });
  }

  @Override
  public void settle(Firing firing) {
    database.writeWith(client ->
        client
            .sql(
                """
                UPDATE firing SET state = ?, run = ?, note = ?
                WHERE flow = ? AND id = ? AND cause = ?
                """)
            .param(word(firing.state()))
            .param(firing.run())
            .param(database.shown(firing.note()))
            .params(firing.trigger().flow(), firing.trigger().trigger(), firing.cause())
            .update());
  }

  @Override
  public List<TriggerId> waiting() {
    return database.read(client ->
        client
            .sql("SELECT DISTINCT flow, id FROM firing WHERE state = 'waiting' ORDER BY flow, id")
            .query((row, _) -> idOf(row))
            .list());
  }

  @Override
  public List<Firing> waiting(TriggerId trigger, int limit) {
    return firings(trigger, State.WAITING, "ORDER BY at, cause LIMIT ?", limit);
  }

  @Override
  public Optional<Firing> last(TriggerId trigger, State state) {
    return firings(trigger, state, "ORDER BY at DESC, cause DESC LIMIT ?", 1).stream().findFirst();
  }

  private List<Firing> firings(TriggerId trigger, State state, String order, int limit) {
    return database.read(client ->
        client
            .sql("SELECT * FROM firing WHERE flow = ? AND id = ? AND state = ? " + order)
            .params(trigger.flow(), trigger.trigger(), word(state), limit)
            .query((row, _) -> firingOf(row))
            .list());
  }

  @Override
  public List<String> activeRuns(TriggerId trigger) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT f.run FROM firing f JOIN run r ON r.run = f.run
                WHERE f.flow = ? AND f.id = ? AND f.state = 'started' AND r.status = 'active'
                ORDER BY f.at, f.run
                """)
            .params(trigger.flow(), trigger.trigger())
            .query(String.class)
            .list());
  }

  @Override
  public List<String> started(@Nullable TriggerId trigger, @Nullable Instant before) {
    Conditions where = new Conditions().and("state = 'started'");
    if (trigger != null) {
      where.andIf(trigger.flow(), "flow = ?").andIf(trigger.trigger(), "id = ?");
    }
    where.andIf(millisOrNull(before), "at < ?");
    return database.read(client ->
        client
            .sql("SELECT run FROM firing" + where.sql() + " ORDER BY at, run")
            .params(where.parametersAnd())
            .query(String.class)
            .list());
  }

  @Override
  public void forget(Instant before, Collection<String> alsoActive) {
    String sql =
        """
        DELETE FROM firing AS f
        WHERE f.at < ? AND f.state <> 'waiting'
          AND NOT EXISTS
            (SELECT 1 FROM run r WHERE r.run = f.run AND r.status = 'active')
          AND NOT coalesce(%s, false)
          AND EXISTS
            (SELECT 1 FROM firing n
             WHERE n.flow = f.flow AND n.id = f.id AND n.state = f.state
               AND (n.at, n.cause) > (f.at, f.cause))
        """
            .formatted(database.among("f.run"));
    database.writeWith(
        client -> client.sql(sql).params(millis(before), texts(alsoActive)).update());
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
