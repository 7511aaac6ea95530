package dev.gatehold.store.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How text, and lists of it, stand in columns. */
final class Texts {
  private Texts() {}

  /**
   * Text that people read. PostgreSQL cannot hold U+0000; in its place stands the character for
   * what cannot be shown. Journals need no such thing: JSON escapes it.
   */
  static String shown(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** {@link #shown} for what may be missing. */
  static @Nullable String shownOrNull(@Nullable String text) {
    return text == null ? null : shown(text);
  }

  /** The literal of a {@code text[]}. */
  static String array(Collection<String> texts) {
    return texts.stream()
        .map(text -> "\"" + shown(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  static List<String> list(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }
}
