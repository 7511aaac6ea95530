package dev.gatehold.connectors.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL that every reader of it understands in the same way. Spellings over which clients, servers
 * and address checks disagree are refused: credentials, numbers as hosts in other forms than {@code
 * 10.0.0.1}, trailing dots, zones, backslashes, dot segments.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case: a name, an IPv4 address, or an IPv6 address in brackets
 * @param port from 1
 * @param target path and query, as they are sent; begins with a slash
 */
public record WebAddress(String scheme, String host, int port, String target) {
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<rest>.*)");
  private static final Pattern REST =
      Pattern.compile("//(?<authority>[^/?]*)(?<path>/[^?]*)?(?<query>\\?.*)?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[^\\]]*]|[^:\\[\\]]*)(?::(?<port>[1-9][0-9]{0,4}))?");
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", Pattern.CASE_INSENSITIVE);

  /** What some readers take for a number, and so for an address. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

  private static final Pattern ESCAPE = Pattern.compile("%(?<code>[0-9A-Fa-f]{2})?");
  private static final String FORBIDDEN = "\"<>\\^`{|}#";

  /**
   * Reads an absolute URL.
   *
   * @throws IllegalArgumentException with a fact for "Expected …, but …"
   */
  public static WebAddress parse(String url) {
    String text = encoded(url);
    Matcher absolute = ABSOLUTE.matcher(text);
    if (!absolute.matches()) {
      throw new IllegalArgumentException("it does not begin with https:// or http://");
    }
    String scheme = absolute.group("scheme").toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("its scheme is '" + scheme + "', not https or http");
    }
    Matcher rest = REST.matcher(absolute.group("rest"));
    if (!rest.matches()) {
      throw new IllegalArgumentException("two slashes and a host do not follow its scheme");
    }
    String authority = rest.group("authority");
    if (authority.contains("@")) {
      throw new IllegalArgumentException("it carries credentials before an '@'");
    }
    Matcher place = AUTHORITY.matcher(authority);
    if (!place.matches()) {
      throw new IllegalArgumentException("it has no host that can be read, or no proper port");
    }
    String path = rest.group("path") == null ? "/" : rest.group("path");
    String query = rest.group("query") == null ? "" : rest.group("query");
    noDotSegments(path);
    return new WebAddress(
        scheme, host(place.group("host")), port(scheme, place.group("port")), path + query);
  }

  /** Whether a text names a place of its own rather than one under a base. */
  static boolean isAbsolute(String url) {
    return ABSOLUTE.matcher(url).matches() || url.startsWith("//");
  }

  /**
   * The place that a relative URL names under this one, which has no query.
   *
   * @throws IllegalArgumentException with a fact for "Expected …, but …"
   */
  WebAddress under(String relative) {
    String text = encoded(relative);
    if (isAbsolute(text)) {
      throw new IllegalArgumentException("it names a host of its own");
    }
    int question = text.indexOf('?');
    String path = question < 0 ? text : text.substring(0, question);
    String query = question < 0 ? "" : text.substring(question);
    noDotSegments(path);
    String base = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
    String below = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    String whole = base + below;
    return new WebAddress(scheme, host, port, (whole.isEmpty() ? "/" : whole) + query);
  }

  /** This place with more in its query; {@code more} is encoded already. */
  WebAddress with(String more) {
    if (more.isEmpty()) {
      return this;
    }
    String joint = !target.contains("?") ? "?" : target.endsWith("?") ? "" : "&";
    return new WebAddress(scheme, host, port, target + joint + more);
  }

  /** Where a redirect leads to from here. */
  WebAddress resolve(String location) {
    if (ABSOLUTE.matcher(location).matches()) {
      return parse(withoutFragment(location));
    }
    if (location.startsWith("//")) {
      return parse(scheme + ":" + withoutFragment(location));
    }
    String path = target.replaceFirst("\\?.*", "");
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String relative = withoutFragment(location);
    WebAddress root = new WebAddress(scheme, host, port, "/");
    if (relative.startsWith("?")) {
      return root.under(path + relative);
    }
    return root.under(relative.startsWith("/") ? relative : folder + relative);
  }

  /** Scheme, host and port, as people write them. */
  String origin() {
    return scheme + "://" + authority();
  }

  /** Host and port as the Host header has them. */
  String authority() {
    return port == defaultPort(scheme) ? host : host + ":" + port;
  }

  /** Whether the port is one where other services than those of the web are not expected. */
  boolean hasWebPort() {
    return port == 80 || port == 443 || port >= 1024;
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  boolean sameOrigin(WebAddress other) {
    return origin().equals(other.origin());
  }

  /** The address that the host is; null when it is a name. */
  @Nullable InetAddress literal() {
    return AddressRange.literal(bare());
  }

  /** The host without brackets. */
  String bare() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String withoutFragment(String url) {
    int hash = url.indexOf('#');
    return hash < 0 ? url : url.substring(0, hash);
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static int port(String scheme, @Nullable String text) {
    int port = text == null ? defaultPort(scheme) : Integer.parseInt(text);
    if (port > 65_535) {
      throw new IllegalArgumentException("its port is larger than 65535");
    }
    return port;
  }

  private static String host(String host) {
    if (host.startsWith("[")) {
      InetAddress address = AddressRange.literal(host.substring(1, host.length() - 1));
      if (address == null || address.getAddress().length != 16) {
        throw new IllegalArgumentException("its host is in brackets and no plain IPv6 address");
      }
      return host.toLowerCase(Locale.ROOT);
    }
    if (AddressRange.literal(host) != null) {
      return host;
    }
    String[] labels = host.split("\\.", -1);
    if (host.length() > 253
        || !Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())) {
      throw new IllegalArgumentException(
          "its host is no name of letters, digits and hyphens (other scripts in their xn-- form,"
              + " no dot at the end)");
    }
    if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
      throw new IllegalArgumentException("its host is a number, but no address such as 10.0.0.1");
    }
    return host.toLowerCase(Locale.ROOT);
  }

  /** Letters of other scripts are escaped, which changes no meaning; the rest must be right. */
  private static String encoded(String url) {
    StringBuilder text = new StringBuilder(url.length());
    url.codePoints()
        .forEach(character -> {
          if (character <= ' ' || character == 0x7F || FORBIDDEN.indexOf(character) >= 0) {
            throw new IllegalArgumentException(
                "it has a space, a control character or one of " + FORBIDDEN + "; escape it");
          }
          if (character < 0x80) {
            text.append((char) character);
          } else {
            for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
              text.append("%%%02X".formatted(octet & 0xFF));
            }
          }
        });
    Matcher escape = ESCAPE.matcher(text);
    while (escape.find()) {
      if (escape.group("code") == null) {
        throw new IllegalArgumentException("it has a '%' without two hexadecimal digits");
      }
    }
    return text.toString();
  }

  /** Also those that a server sees only after it has taken escapes and parameters away. */
  private static void noDotSegments(String path) {
    String plain = path;
    for (String before = ""; !before.equals(plain); ) {
      before = plain;
      plain = ESCAPE.matcher(plain).replaceAll(WebAddress::character);
    }
    for (String segment : plain.split("[/\\\\]", -1)) {
      String name = segment.replaceFirst(";.*", "");
      if (name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException("its path goes back with '.' or '..'");
      }
    }
  }

  private static String character(MatchResult escape) {
    String code = escape.group("code");
    return Matcher.quoteReplacement(
        code == null ? escape.group() : String.valueOf((char) Integer.parseInt(code, 16)));
  }
}
