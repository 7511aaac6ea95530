package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.RunRows.taskOf;

import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.TaskStore.Seen;
import dev.gatehold.engine.store.TaskStore.TaskQuery;
import java.util.List;

/** Lists tasks. */
public final class TaskList {
  private TaskList() {}

  /** Tasks, oldest first. */
  public static List<StoredTask> read(Statements database, TaskQuery query) {
    Seen after = query.after();
    // Times and ids are compared as one place: nothing is seen twice, and nothing passed over.
    long at = after == null ? Long.MIN_VALUE : millis(after.at());
    Conditions conditions = new Conditions().andIf(query.queue(), "queue = ?");
    conditions.and("(at, id) > (?, ?)");
    return database.read(client ->
        client
            .sql("SELECT * FROM task" + conditions.sql() + " ORDER BY at, id LIMIT ?")
            .params(conditions.parametersAnd(at, after == null ? "" : after.id(), query.limit()))
            .query((row, _) -> taskOf(row))
            .list());
  }
}
