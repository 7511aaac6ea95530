package dev.gatehold.connectors.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, of whom, and with which rights.
 *
 * @param connection null for a public place
 * @param start where the request goes first
 * @param idempotencyKey sent in a header; null for a request that only asks
 */
record Errand(
    HttpParameters parameters,
    @Nullable HttpConnection connection,
    Secrets secrets,
    WebAddress start,
    @Nullable String idempotencyKey) {
  private static final String KEY_HEADER = "Idempotency-Key";
  private static final AddressGuard PUBLIC = new AddressGuard(List.of(), List.of());

  Request first() {
    return request(parameters.method(), start, parameters.content());
  }

  /** A request whose headers are those that this place may see. */
  Request request(String method, WebAddress to, Content content) {
    return new Request(method, to, to.sameOrigin(start) ? headers() : Map.of(), content);
  }

  /** What the operator allows holds for the connection's own origin; elsewhere only the public. */
  AddressGuard guard(WebAddress to) throws HttpFailure {
    if (connection != null && to.sameOrigin(start)) {
      return connection.guard();
    }
    if (!to.hasWebPort()) {
      throw HttpFailures.portRefused(to);
    }
    return connection == null ? PUBLIC : new AddressGuard(List.of(), connection.deny());
  }

  int redirects() {
    return connection == null ? 0 : connection.redirects();
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>(parameters.headers());
    String named = parameters.idempotencyHeader();
    String header = named == null ? KEY_HEADER : named;
    // A key of the flow's own is a better one: the author knows what makes two requests the same.
    if (idempotencyKey != null && headers.keySet().stream().noneMatch(header::equalsIgnoreCase)) {
      headers.put(header, idempotencyKey);
    }
    headers.putAll(secrets.headers());
    return headers;
  }
}
