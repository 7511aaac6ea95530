package dev.gatehold.store.postgres;

import static dev.gatehold.store.postgres.Texts.array;
import static dev.gatehold.store.postgres.Texts.list;
import static dev.gatehold.store.postgres.Texts.shown;

import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.store.sql.Conditions;
import dev.gatehold.store.sql.Listing;
import dev.gatehold.store.sql.RequestLists;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads requests: lists of them, and inboxes. */
final class RequestReader {
  private final Database database;

  RequestReader(Database database) {
    this.database = database;
  }

  Optional<RequestRow> request(String request) {
    return database.read(client ->
        client
            .sql("SELECT * FROM request WHERE id = ?")
            .param(request)
            .query((row, _) -> requestRow(row))
            .optional());
  }

  List<RequestRow> requests(RequestQuery query) {
    return query.forPerson() == null ? all(query) : inbox(query, query.forPerson());
  }

  /**
   * Takes one page per source from the index and merges them, so that the cost follows the page and
   * not the number of requests that wait.
   */
  private List<RequestRow> inbox(RequestQuery query, String person) {
    if ("closed".equals(query.state())) {
      return List.of();
    }
    Conditions where =
        RequestLists.standing(query, "r.")
            .and("asked.source = mine.source")
            .andIf(shown(person), "NOT ? = ANY (r.not_asked)")
            .andIf(query.run(), "r.run = ?")
            .andIf(
                query.after(),
                """
                (asked.opened_at, asked.request) >
                  (SELECT last.opened_at, last.id FROM request last WHERE last.id = ?)
                """);
    String page =
        "SELECT r.* FROM request_source asked JOIN request r ON r.id = asked.request"
            + where.sql()
            + " ORDER BY asked.opened_at, asked.request LIMIT ?";
    List<Object> parameters = new ArrayList<>(List.of(array(query.sources())));
    parameters.addAll(where.parametersAnd(query.limit(), query.limit()));
    return database.read(client ->
        client
            .sql(
                "SELECT DISTINCT ON (found.opened_at, found.id) found.*"
                    + " FROM unnest(?::text[]) AS mine (source) CROSS JOIN LATERAL ("
                    + page
                    + ") AS found ORDER BY found.opened_at, found.id LIMIT ?")
            .params(parameters)
            .query((row, _) -> requestRow(row))
            .list());
  }

  private List<RequestRow> all(RequestQuery query) {
    Listing listing = RequestLists.listed(query);
    return database.read(client ->
        client
            .sql(listing.sql())
            .params(listing.parameters())
            .query((row, _) -> requestRow(row))
            .list());
  }

  private static RequestRow requestRow(ResultSet row) throws SQLException {
    return RequestLists.row(row, list(row, "sources"), list(row, "not_asked"));
  }
}
