package dev.gatehold.store.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and how it is used.
 *
 * @param url {@code jdbc:postgresql://…}; it may name several hosts, of which the primary is used,
 *     and any setting of the driver
 * @param user null when the URL or the driver's defaults say so
 * @param password null like {@code user}; it is in no message
 * @param connections the most that this process opens, at least 4: a third of them to write, the
 *     others to read
 * @param weak whether a server is used, too, that may lose what it acknowledged
 */
public record PostgresPlace(
    String url, @Nullable String user, @Nullable String password, int connections, boolean weak) {
  private static final int CONNECTIONS = 12;
  private static final Pattern URL =
      Pattern.compile("postgres(?:ql)?://(?:([^:@/]*)(?::([^@/]*))?@)?([^@]+)");

  public PostgresPlace {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "Expected the URL of a PostgreSQL database such as"
              + " postgres://user:password@host:5432/gatehold, but found another kind.");
    }
    if (connections < 4) {
      throw new IllegalArgumentException(
          "Expected at least 4 connections, but found " + connections + ".");
    }
  }

  /**
   * Reads {@code postgres://user:password@host:port/database?settings}, in which user and password
   * have their special characters percent-encoded, or the driver's own {@code jdbc:postgresql:…}.
   */
  public static PostgresPlace of(String text) {
    Matcher url = URL.matcher(text);
    return url.matches()
        ? new PostgresPlace(
            "jdbc:postgresql://" + url.group(3),
            decoded(url.group(1)),
            decoded(url.group(2)),
            CONNECTIONS,
            false)
        : new PostgresPlace(text, null, null, CONNECTIONS, false);
  }

  private static @Nullable String decoded(@Nullable String part) {
    // A plus sign stands for itself outside of forms.
    return part == null
        ? null
        : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The same with this many connections. */
  public PostgresPlace with(int most) {
    return new PostgresPlace(url, user, password, most, weak);
  }

  /** The same, used even when it may lose what it acknowledged. */
  public PostgresPlace evenIfWeak() {
    return new PostgresPlace(url, user, password, connections, true);
  }

  /** The URL without settings, which may hold a password. */
  String shown() {
    int settings = url.indexOf('?');
    return settings < 0 ? url : url.substring(0, settings);
  }

  @Override
  public String toString() {
    return shown();
  }
}
