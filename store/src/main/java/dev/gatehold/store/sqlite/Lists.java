package dev.gatehold.store.sqlite;

import dev.gatehold.core.value.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** How lists of text stand in columns: as JSON arrays. */
final class Lists {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Lists() {}

  /** A JSON array of text. */
  static String texts(Collection<String> texts) {
    return Json.canonical(List.copyOf(texts));
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of(JSON.readValue(row.getString(column), String[].class));
  }
}
