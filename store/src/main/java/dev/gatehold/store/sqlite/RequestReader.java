package dev.gatehold.store.sqlite;

import static dev.gatehold.store.sql.Columns.texts;

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
    return query.forPerson() == null ? list(query) : inbox(query, query.forPerson());
  }

  private List<RequestRow> list(RequestQuery query) {
    Listing listing = RequestLists.listed(query);
    return database.read(client ->
        client
            .sql(listing.sql())
            .params(listing.parameters())
            .query((row, _) -> requestRow(row))
            .list());
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
            .and("asked.source = mine.value")
            .andIf(quoted(person), "instr(r.not_asked, ?) = 0")
            .andIf(query.run(), "r.run = ?")
            .andIf(
                query.after(),
                """
                (asked.opened_at, asked.request) >
                  (SELECT last.opened_at, last.id FROM request last WHERE last.id = ?)
                """);
    String page =
        "SELECT asked.request FROM request_source asked JOIN request r ON r.id = asked.request"
            + where.sql()
            + " ORDER BY asked.opened_at, asked.request LIMIT ?";
    List<Object> parameters = new ArrayList<>(List.of(texts(query.sources())));
    parameters.addAll(where.parametersAnd(query.limit(), query.limit()));
    return database.read(client ->
        client
            .sql(
                "SELECT DISTINCT request.* FROM json_each(?) mine CROSS JOIN request"
                    + " WHERE request.id IN ("
                    + page
                    + ") ORDER BY request.opened_at, request.id LIMIT ?")
            .params(parameters)
            .query((row, _) -> requestRow(row))
            .list());
  }

  /** As it stands in a list of texts; a quotation mark within a text has a backslash before it. */
  private static String quoted(String person) {
    String list = texts(List.of(person));
    return list.substring(1, list.length() - 1);
  }

  private static RequestRow requestRow(ResultSet row) throws SQLException {
    return RequestLists.row(row, texts(row, "sources"), texts(row, "not_asked"));
  }
}
