package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.millisOrNull;

import dev.gatehold.engine.store.RequestQuery;

/** The conditions and the order of lists of requests. */
public final class RequestLists {
  private RequestLists() {}

  /** What is listed when nobody in particular is asked for. */
  public static Conditions listed(RequestQuery query) {
    boolean newestFirst = newestFirst(query);
    Conditions where = standing(query, "request.");
    if (query.run() != null) {
      // An id is RUN.STEP and '/' follows '.': the ids of one run are a range of the primary key.
      where.andIf(query.run() + ".", "id >= ?").andIf(query.run() + "/", "id < ?");
    }
    return where.andIf(
        query.after(),
        "(opened_at, id) "
            + (newestFirst ? "<" : ">")
            + " (SELECT last.opened_at, last.id FROM request last WHERE last.id = ?)");
  }

  /** Newest first where only closed ones are asked for. */
  public static String order(RequestQuery query) {
    return newestFirst(query) ? " ORDER BY opened_at DESC, id DESC" : " ORDER BY opened_at, id";
  }

  private static boolean newestFirst(RequestQuery query) {
    return "closed".equals(query.state());
  }

  /** How the requests stand that are asked for, of this table's name with a dot. */
  public static Conditions standing(RequestQuery query, String table) {
    Conditions where =
        switch (query.state()) {
          case null -> new Conditions();
          case "open" -> new Conditions().and(table + "outcome IS NULL");
          case "closed" -> new Conditions().and(table + "outcome IS NOT NULL");
          case "rework" -> new Conditions().and(table + "status = 'rework'");
          case String other ->
              throw new IllegalArgumentException(
                  "Expected open, rework or closed, but found '" + other + "'.");
        };
    return where.andIf(millisOrNull(query.dueBy()), table + "due_at <= ?");
  }
}
