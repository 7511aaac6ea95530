package dev.gatehold.connectors.http;

import dev.gatehold.engine.resource.Resource;
import dev.gatehold.language.HeaderNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a step asks for, checked.
 *
 * @param connection the name of one; null to reach a public place without
 * @param url relative to the connection's base; absolute without one
 * @param query more parameters for the URL, encoded
 * @param headers by name, as the step gives them
 * @param accept the statuses that count as success
 * @param response JSON pointers by the names under which the output has what they find
 * @param idempotencyHeader the header by which the receiver is known to recognise a repetition;
 *     null when nothing is known about that
 */
record HttpParameters(
    @Nullable String connection,
    String method,
    String url,
    String query,
    Map<String, String> headers,
    Content content,
    Statuses accept,
    Map<String, String> response,
    @Nullable String idempotencyHeader) {
  private static final Set<String> KNOWN =
      Set.of(
          "connection",
          "method",
          "url",
          "query",
          "headers",
          "json",
          "form",
          "body",
          "accept",
          "response",
          "idempotency_header");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** Sending these again changes nothing more (RFC 9110, 9.2.2). */
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

  private static final Set<String> BARE = Set.of("GET", "HEAD");
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** The keys of a step's output that this connector gives itself. */
  static final Set<String> OWN_OUTPUT = Set.of("status", "headers", "json", "text", "body");

  static HttpParameters of(Map<String, @Nullable Object> json) throws HttpFailure {
    for (String key : json.keySet()) {
      if (!KNOWN.contains(key)) {
        throw HttpFailures.parameters("parameters of a request only", "'" + key + "' is there too");
      }
    }
    String method = method(json.get("method"));
    Object connection = json.get("connection");
    Object idempotency = json.get("idempotency_header");
    return new HttpParameters(
        connection == null ? null : text("connection", connection),
        method,
        text("url", json.get("url")),
        query("query", json.get("query")),
        headers(json.get("headers")),
        content(json, method),
        Statuses.of(json.get("accept")),
        response(json.get("response")),
        idempotency == null ? null : header(text("idempotency_header", idempotency)));
  }

  /** Whether the same request may be sent again when it is not known what became of the first. */
  boolean isRepeatable() {
    return REPEATABLE.contains(method) || idempotencyHeader != null;
  }

  /** Whether it only asks. */
  boolean isBare() {
    return BARE.contains(method);
  }

  private static String method(@Nullable Object value) throws HttpFailure {
    String method = value == null ? "GET" : text("method", value);
    if (!METHODS.contains(method)) {
      throw HttpFailures.parameters(
          "'method' to be GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS",
          "found '" + method + "'");
    }
    return method;
  }

  private static Map<String, String> headers(@Nullable Object value) throws HttpFailure {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : fields("headers", value).entrySet()) {
      String name = header(String.valueOf(entry.getKey()));
      String text = text("headers." + name, entry.getValue());
      if (!text.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
        throw HttpFailures.parameters(
            "'headers." + name + "' to be one line of ASCII", "it has other characters");
      }
      headers.put(name, text);
    }
    return headers;
  }

  private static String header(String name) throws HttpFailure {
    String problem = HeaderNames.problem(name);
    if (problem != null) {
      throw HttpFailures.parameters("names of headers that a step may set", problem);
    }
    return name;
  }

  private static Content content(Map<String, @Nullable Object> json, String method)
      throws HttpFailure {
    List<String> given =
        List.of("json", "form", "body").stream().filter(json::containsKey).toList();
    if (given.isEmpty()) {
      return new Content.None();
    }
    if (given.size() > 1) {
      throw HttpFailures.parameters(
          "one of 'json', 'form' and 'body'", "found " + String.join(" and ", given));
    }
    if (BARE.contains(method)) {
      throw HttpFailures.parameters(
          "a " + method + " without content", "'" + given.getFirst() + "' is there");
    }
    Object value = json.get(given.getFirst());
    return switch (given.getFirst()) {
      case "json" -> new Content.Text("application/json", MAPPER.writeValueAsString(value));
      case "form" -> new Content.Text("application/x-www-form-urlencoded", query("form", value));
      default -> body(value);
    };
  }

  private static Content body(@Nullable Object value) throws HttpFailure {
    Optional<Resource> resource = Resource.fromJson(value);
    return resource.isPresent()
        ? new Content.Stored(resource.get())
        : new Content.Text("text/plain; charset=utf-8", text("body", value));
  }

  private static Map<String, String> response(@Nullable Object value) throws HttpFailure {
    Map<String, String> response = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : fields("response", value).entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (OWN_OUTPUT.contains(name)) {
        throw HttpFailures.parameters(
            "the names in 'response' to differ from status, headers, json, text and body",
            "found '" + name + "'");
      }
      String pointer = text("response." + name, entry.getValue());
      if (!JsonPointer.isOne(pointer)) {
        throw HttpFailures.parameters(
            "JSON pointers such as /data/id in 'response'", "found '" + pointer + "'");
      }
      response.put(name, pointer);
    }
    return response;
  }

  /** Names and values as they stand in a URL; a list gives its name several times, null none. */
  private static String query(String place, @Nullable Object value) throws HttpFailure {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<?, ?> entry : fields(place, value).entrySet()) {
      String name = String.valueOf(entry.getKey());
      List<?> values =
          switch (entry.getValue()) {
            case null -> List.of();
            case List<?> list -> list;
            default -> List.of(entry.getValue());
          };
      for (Object one : values) {
        pairs.add(encoded(name) + "=" + encoded(text(place + "." + name, one)));
      }
    }
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<?, ?> fields(String name, @Nullable Object value) throws HttpFailure {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> map;
      default -> throw HttpFailures.parameters("'" + name + "' to be an object", "it is not");
    };
  }

  private static String text(String place, @Nullable Object value) throws HttpFailure {
    return switch (value) {
      case String text -> text;
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case null, default ->
          throw HttpFailures.parameters("text as '" + place + "'", "it is something else");
    };
  }
}
