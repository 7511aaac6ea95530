package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.instantOrNull;
import static dev.gatehold.store.sql.Columns.millisOrNull;

import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Lists of requests: conditions, order and rows. */
public final class RequestLists {
  private static final String OLDEST_FIRST = " ORDER BY opened_at, id";

  private RequestLists() {}

  /**
   * What is listed when nobody in particular is asked for: newest first where only closed ones are,
   * otherwise oldest first.
   */
  public static Listing listed(RequestQuery query) {
    if (query.state() != null || query.run() != null) {
      return page(query, "closed".equals(query.state()));
    }
    // Open and closed ones stand in indexes of their own, so that neither is looked for among the
    // other: a page of each makes a page of both.
    return Listing.merged(
        List.of(page(in("open", query), false), page(in("closed", query), false)),
        OLDEST_FIRST,
        query.limit());
  }

  private static RequestQuery in(String state, RequestQuery query) {
    return new RequestQuery(
        state,
        query.dueBy(),
        query.forPerson(),
        query.sources(),
        query.run(),
        query.after(),
        query.limit());
  }

  private static Listing page(RequestQuery query, boolean newestFirst) {
    Conditions where = standing(query, "request.");
    if (query.run() != null) {
      // An id is RUN.STEP and '/' follows '.': the ids of one run are a range of the primary key.
      where.andIf(query.run() + ".", "id >= ?").andIf(query.run() + "/", "id < ?");
    }
    where.andIf(
        query.after(),
        "(opened_at, id) "
            + (newestFirst ? "<" : ">")
            + " (SELECT last.opened_at, last.id FROM request last WHERE last.id = ?)");
    String order = newestFirst ? " ORDER BY opened_at DESC, id DESC" : OLDEST_FIRST;
    return new Listing(
        "SELECT * FROM request" + where.sql() + order + " LIMIT ?",
        where.parametersAnd(query.limit()));
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

  /** A request, with the lists that each database keeps in its own way. */
  public static RequestRow row(ResultSet row, List<String> sources, List<String> notAsked)
      throws SQLException {
    return new RequestRow(
        row.getString("id"),
        row.getString("run"),
        row.getString("step"),
        row.getInt("round"),
        row.getString("flow"),
        row.getString("title"),
        row.getString("status"),
        row.getString("outcome"),
        row.getString("requester"),
        row.getString("progress"),
        row.getString("subject"),
        sources,
        notAsked,
        instant(row, "opened_at"),
        instantOrNull(row, "due_at"),
        instantOrNull(row, "expires_at"),
        instantOrNull(row, "decided_at"));
  }
}
