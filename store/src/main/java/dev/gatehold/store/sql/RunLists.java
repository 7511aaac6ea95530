package dev.gatehold.store.sql;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.engine.store.RunQuery;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lists of runs. */
public final class RunLists {
  private static final String NEWEST_FIRST = " ORDER BY run DESC";

  /** How a run can stand, as its row says. */
  private static final List<String> STATUSES =
      Stream.concat(
              Stream.of("active"),
              Stream.of(Ending.values()).map(each -> each.name().toLowerCase(Locale.ROOT)))
          .toList();

  private RunLists() {}

  /** Newest first. */
  public static Listing listed(RunQuery query) {
    if (query.flow() == null || query.status() != null) {
      return page(query);
    }
    // The index of flows goes on with the status: without one there is a page of each.
    return Listing.merged(
        STATUSES.stream()
            .map(status -> new RunQuery(query.flow(), status, query.before(), query.limit()))
            .map(RunLists::page)
            .toList(),
        NEWEST_FIRST,
        query.limit());
  }

  private static Listing page(RunQuery query) {
    Conditions where =
        new Conditions()
            .andIf(query.flow(), "flow = ?")
            .andIf(query.status(), "status = ?")
            .andIf(query.before(), "run < ?");
    return new Listing(
        "SELECT * FROM run" + where.sql() + NEWEST_FIRST + " LIMIT ?",
        where.parametersAnd(query.limit()));
  }
}
