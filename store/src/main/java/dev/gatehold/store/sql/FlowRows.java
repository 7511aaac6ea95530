package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.instant;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.store.FlowStore.Release;
import dev.gatehold.engine.store.MemoryStore.Version;
import dev.gatehold.engine.store.MemoryStore.Writer;
import dev.gatehold.engine.store.SecretStore.StoredSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How rows of releases, of what flows remember and of their secrets become values. */
public final class FlowRows {
  private FlowRows() {}

  public static Release releaseOf(ResultSet row) throws SQLException {
    return new Release(
        row.getString("flow"),
        row.getInt("number"),
        row.getString("source"),
        new Digest(row.getString("digest")),
        row.getString("author"),
        row.getString("note"),
        instant(row, "at"));
  }

  public static Version versionOf(ResultSet row) throws SQLException {
    @Nullable String value = row.getString("value");
    return new Version(
        row.getString("key"),
        row.getLong("version"),
        value,
        new Writer(row.getString("run"), row.getString("step"), row.getString("person")),
        instant(row, "at"));
  }

  public static StoredSecret secretOf(ResultSet row) throws SQLException {
    return new StoredSecret(
        row.getString("name"),
        Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
        row.getInt("version"),
        row.getString("sealed"),
        row.getString("set_by"),
        instant(row, "set_at"));
  }
}
