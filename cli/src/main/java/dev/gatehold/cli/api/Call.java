package dev.gatehold.cli.api;

import dev.gatehold.cli.output.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request to the server, put together step by step. */
public final class Call {
  private final String method;
  private final StringBuilder path;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte @Nullable [] body;
  private Duration patience = Duration.ofSeconds(60);

  private Call(String method, String... segments) {
    this.method = method;
    this.path = new StringBuilder("/api/v1");
    for (String segment : segments) {
      path.append('/').append(encode(segment));
    }
  }

  /** A call of the API; every segment of the path is encoded. */
  public static Call to(String method, String... segments) {
    return new Call(method, segments);
  }

  public static Call get(String... segments) {
    return to("GET", segments);
  }

  public static Call post(String... segments) {
    return to("POST", segments);
  }

  /** Adds a query parameter; null adds none. */
  public Call query(String name, @Nullable Object value) {
    if (value != null) {
      path.append(path.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
      path.append(encode(value.toString()));
    }
    return this;
  }

  /** Adds a header; null adds none. */
  public Call header(String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
    return this;
  }

  public Call json(JsonNode tree) {
    return text("application/json", JsonText.write(tree));
  }

  public Call text(String mediaType, String content) {
    body = content.getBytes(StandardCharsets.UTF_8);
    return header("Content-Type", mediaType);
  }

  /** Asks the server to wait this long for something to happen. */
  public Call waiting(Duration wait) {
    patience = wait.plusSeconds(30);
    return query("wait", Math.max(1, wait.toSeconds()) + "s");
  }

  String method() {
    return method;
  }

  String path() {
    return path.toString();
  }

  Map<String, String> headers() {
    return headers;
  }

  byte @Nullable [] body() {
    return body;
  }

  Duration patience() {
    return patience;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
