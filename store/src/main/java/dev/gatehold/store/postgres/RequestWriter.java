package dev.gatehold.store.postgres;

import static dev.gatehold.store.postgres.Column.number;
import static dev.gatehold.store.postgres.Column.text;
import static dev.gatehold.store.postgres.Column.whole;
import static dev.gatehold.store.postgres.Texts.array;
import static dev.gatehold.store.postgres.Texts.shown;
import static dev.gatehold.store.postgres.Texts.shownOrNull;
import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisOrNull;

import dev.gatehold.engine.store.RequestRow;
import java.util.List;

/** Writes requests, and what the inbox looks them up by. */
final class RequestWriter {
  /**
   * By the places of the rows, which are never updated: as a join it would be planned to walk
   * through the whole index whenever few rows live in it, however many dead ones there are.
   */
  static final String OLD_SOURCES =
      """
      DELETE FROM request_source WHERE ctid = ANY (ARRAY(
        SELECT asked.place
        FROM unnest(?::text[]) AS u (id) JOIN request r ON r.id = u.id
        CROSS JOIN LATERAL (
          SELECT s.ctid AS place FROM request_source s
          WHERE s.source = ANY (r.sources) AND s.opened_at = r.opened_at AND s.request = r.id
          OFFSET 0) AS asked))\
      """;

  private RequestWriter() {}

  private record Asked(String source, RequestRow row) {}

  static void add(Batch batch, Fold fold) {
    List<RequestRow> rows = fold.requests();
    batch.add(OLD_SOURCES, fold.knownRequests(), text(RequestRow::id));
    batch.add(
        """
        INSERT INTO request (id, run, step, round, flow, title, status, outcome, requester,
          progress, subject, sources, not_asked, opened_at, due_at, expires_at, decided_at)
        SELECT u.id, u.run, u.step, u.round, u.flow, u.title, u.status, u.outcome, u.requester,
          u.progress, u.subject, u.sources::text[], u.not_asked::text[], u.opened_at, u.due_at,
          u.expires_at, u.decided_at
        FROM unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
          ?::bigint[], ?::bigint[], ?::bigint[])
          AS u (id, run, step, round, flow, title, status, outcome, requester, progress, subject,
          sources, not_asked, opened_at, due_at, expires_at, decided_at)
        ON CONFLICT (id) DO UPDATE SET step = excluded.step, round = excluded.round,
          flow = excluded.flow, title = excluded.title, status = excluded.status,
          outcome = excluded.outcome, requester = excluded.requester,
          progress = excluded.progress, subject = excluded.subject, sources = excluded.sources,
          not_asked = excluded.not_asked, opened_at = excluded.opened_at,
          due_at = excluded.due_at, expires_at = excluded.expires_at,
          decided_at = excluded.decided_at\
        """,
        rows,
        text(RequestRow::id),
        text(RequestRow::run),
        text(RequestRow::step),
        whole(RequestRow::round),
        text(RequestRow::flow),
        text(row -> shown(row.title())),
        text(RequestRow::status),
        text(row -> shownOrNull(row.outcome())),
        text(row -> shown(row.requester())),
        text(row -> shown(row.progress())),
        text(RequestRow::subject),
        text(row -> array(row.sources())),
        text(row -> array(row.notAsked())),
        number(row -> millis(row.openedAt())),
        number(row -> millisOrNull(row.dueAt())),
        number(row -> millisOrNull(row.expiresAt())),
        number(row -> millisOrNull(row.decidedAt())));
    batch.add(
        """
        INSERT INTO request_source (source, opened_at, request)
        SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[])
        ON CONFLICT DO NOTHING\
        """,
        rows.stream()
            .filter(row -> row.outcome() == null)
            .flatMap(row -> row.sources().stream().map(source -> new Asked(source, row)))
            .toList(),
        text(asked -> shown(asked.source())),
        number(asked -> millis(asked.row().openedAt())),
        text(asked -> asked.row().id()));
  }
}
