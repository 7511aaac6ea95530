package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.instantOrNull;

import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Holder;
import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Origin;
import dev.gatehold.engine.store.StoredTask.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How rows of runs, journals, events and tasks become values. */
public final class RunRows {
  private RunRows() {}

  public static StoredEntry entry(ResultSet row) throws SQLException {
    return new StoredEntry(
        row.getString("run"), row.getLong("seq"), row.getString("body"), row.getString("hash"));
  }

  public static RunRow runRow(ResultSet row) throws SQLException {
    return new RunRow(
        row.getString("run"),
        row.getString("flow"),
        row.getInt("release"),
        row.getString("release_digest"),
        row.getString("status"),
        row.getString("waiting_for"),
        row.getString("requester"),
        instant(row, "started_at"),
        instantOrNull(row, "ended_at"),
        row.getLong("seq"),
        row.getString("head_hash"),
        instantOrNull(row, "next_deadline"),
        row.getString("key"),
        row.getBoolean("draft"),
        row.getString("parent"));
  }

  public static StoredEvent eventOf(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getString("id"),
        new Topic(row.getString("name"), row.getString("key")),
        row.getString("data"),
        row.getString("sender"),
        instant(row, "at"));
  }

  public static StoredTask taskOf(ResultSet row) throws SQLException {
    Origin origin =
        new Origin(
            row.getString("run"),
            row.getString("step"),
            row.getInt("attempt"),
            row.getBoolean("draft"));
    Offer offer =
        new Offer(
            row.getString("id"),
            origin,
            row.getString("queue"),
            row.getString("input"),
            Duration.ofMillis(row.getLong("silence")),
            instant(row, "at"));
    return new StoredTask(offer, row.getInt("losses"), holderOf(row), progressOf(row));
  }

  private static @Nullable Holder holderOf(ResultSet row) throws SQLException {
    String principal = row.getString("principal");
    return principal == null
        ? null
        : new Holder(
            new Lease(row.getLong("lease"), principal),
            row.getString("worker"),
            instant(row, "until"));
  }

  private static Progress progressOf(ResultSet row) throws SQLException {
    double share = row.getDouble("share");
    return new Progress(row.wasNull() ? null : share, row.getString("message"));
  }
}
