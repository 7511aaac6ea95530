package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.instantOrNull;
import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.FlowRows.releaseOf;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The flow store in either database. */
public final class SqlFlowStore implements FlowStore {
  private static final String RELEASES =
      """
      SELECT r.flow, r.number, s.text AS source, r.digest, r.author, r.note, r.at
      FROM release r JOIN source s ON s.digest = r.digest
      """;

  private final Statements database;

  public SqlFlowStore(Statements database) {
    this.database = database;
  }

  @Override
  public void saveDraft(Draft draft) {
    database.writeWith(client -> {
      keepFlow(client, draft.flow());
      return client
          .sql(
              """
              INSERT INTO draft (flow, source, digest, author, at) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT (flow) DO UPDATE SET source = excluded.source, digest = excluded.digest,
                author = excluded.author, at = excluded.at
              """)
          .params(
              draft.flow(),
              draft.source(),
              draft.digest().text(),
              draft.author(),
              millis(draft.at()))
          .update();
    });
  }

  private static void keepFlow(JdbcClient client, String flow) {
    client
        .sql("INSERT INTO flow (flow, live, newest) VALUES (?, 0, 0) ON CONFLICT DO NOTHING")
        .param(flow)
        .update();
  }

  @Override
  public Optional<Draft> draft(String flow) {
    return database.read(client ->
        client
            .sql("SELECT flow, source, digest, author, at FROM draft WHERE flow = ?")
            .param(flow)
            .query((row, _) ->
                new Draft(
                    row.getString("flow"),
                    row.getString("source"),
                    new Digest(row.getString("digest")),
                    row.getString("author"),
                    instant(row, "at")))
            .optional());
  }

  @Override
  public Release addRelease(
      String flow, String source, Digest digest, String author, String note, Instant at) {
    return database.writeWith(client -> {
      keepFlow(client, flow);
      keepSource(client, digest, source);
      client.sql("UPDATE flow SET newest = newest + 1 WHERE flow = ?").param(flow).update();
      client
          .sql(
              """
              INSERT INTO release (flow, number, digest, author, note, at)
              SELECT flow, newest, ?, ?, ?, ? FROM flow WHERE flow = ?
              """)
          .params(digest.text(), author, note, millis(at), flow)
          .update();
      return client
          .sql(RELEASES + " WHERE r.flow = ? ORDER BY r.number DESC LIMIT 1")
          .param(flow)
          .query((row, _) -> releaseOf(row))
          .single();
    });
  }

  @Override
  public Optional<Release> release(String flow, int number) {
    return database.read(client ->
        client
            .sql(RELEASES + " WHERE r.flow = ? AND r.number = ?")
            .params(flow, number)
            .query((row, _) -> releaseOf(row))
            .optional());
  }

  @Override
  public List<Release> releases(String flow) {
    return database.read(client ->
        client
            .sql(RELEASES + " WHERE r.flow = ? ORDER BY r.number DESC")
            .param(flow)
            .query((row, _) -> releaseOf(row))
            .list());
  }

  @Override
  public void promote(String flow, int number, String by, Instant at) {
    database.writeWith(client -> {
      lock(client, flow);
      int promoted =
          client
              .sql(
                  """
                  UPDATE flow SET live = :number WHERE flow = :flow AND EXISTS (
                    SELECT 1 FROM release r WHERE r.flow = :flow AND r.number = :number)
                  """)
              .param("number", number)
              .param("flow", flow)
              .update();
      if (promoted == 0) {
        throw new StoreException(
            "Expected release %d of flow '%s' to exist, but it does not. List the releases."
                .formatted(number, flow));
      }
      return client
          .sql("INSERT INTO promotion (flow, number, by, at) VALUES (?, ?, ?, ?)")
          .params(flow, number, by, millis(at))
          .update();
    });
  }

  @Override
  public Optional<Release> live(String flow) {
    return database.read(client ->
        client
            .sql(
                RELEASES + " JOIN flow f ON f.flow = r.flow AND f.live = r.number WHERE r.flow = ?")
            .param(flow)
            .query((row, _) -> releaseOf(row))
            .optional());
  }

  @Override
  public boolean deleteRelease(String flow, int number) {
    return database.writeWith(client -> {
      lock(client, flow);
      return client
              .sql(
                  """
                  DELETE FROM release AS old WHERE old.flow = ? AND old.number = ?
                    AND NOT EXISTS (
                      SELECT 1 FROM flow f WHERE f.flow = old.flow AND f.live = old.number)
                    AND NOT EXISTS (
                      SELECT 1 FROM run WHERE run.flow = old.flow
                        AND run.release = old.number AND run.status = 'active')
                  """)
              .params(flow, number)
              .update()
          > 0;
    });
  }

  /** Releases are promoted and deleted one after the other: what is live must not be deleted. */
  private static void lock(JdbcClient client, String flow) {
    client.sql("UPDATE flow SET live = live WHERE flow = ?").param(flow).update();
  }

  @Override
  public Optional<String> source(Digest digest) {
    return database.read(client ->
        client
            .sql("SELECT text FROM source WHERE digest = ?")
            .param(digest.text())
            .query((row, _) -> row.getString("text"))
            .optional());
  }

  @Override
  public void keepSource(Digest digest, String source) {
    database.writeWith(client -> keepSource(client, digest, source));
  }

  private static int keepSource(JdbcClient client, Digest digest, String source) {
    return client
        .sql("INSERT INTO source (digest, text) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .params(digest.text(), source)
        .update();
  }

  @Override
  public List<FlowRow> flows() {
    return database.read(client ->
        client
            .sql(
                """
                SELECT f.flow, f.live, f.newest, d.at AS draft_at
                FROM flow f LEFT JOIN draft d ON d.flow = f.flow ORDER BY f.flow
                """)
            .query((row, _) ->
                new FlowRow(
                    row.getString("flow"),
                    row.getInt("live"),
                    row.getInt("newest"),
                    instantOrNull(row, "draft_at")))
            .list());
  }
}
