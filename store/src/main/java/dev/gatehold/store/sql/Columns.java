package dev.gatehold.store.sql;

import dev.gatehold.core.value.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How values that neither database has stand in columns of both. */
public final class Columns {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Columns() {}

  /** Milliseconds since 1970; what is finer is cut off. */
  public static long millis(Instant instant) {
    return instant.toEpochMilli();
  }

  /** {@link #millis} for what may be missing. */
  public static @Nullable Long millisOrNull(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  /** Milliseconds since 1970 that are not before this instant: nothing ends early. */
  public static long millisNotBefore(Instant instant) {
    Instant cut = instant.truncatedTo(ChronoUnit.MILLIS);
    return cut.toEpochMilli() + (cut.equals(instant) ? 0 : 1);
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** A JSON object of text. */
  public static String textByName(Map<String, String> texts) {
    return Json.canonical(texts);
  }

  public static Map<String, String> textByName(ResultSet row, String column) throws SQLException {
    return JSON.readValue(
        row.getString(column), new TypeReference<LinkedHashMap<String, String>>() {});
  }

  /** A JSON array of text. */
  public static String texts(Collection<String> texts) {
    return Json.canonical(List.copyOf(texts));
  }

  public static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of(JSON.readValue(row.getString(column), String[].class));
  }
}
