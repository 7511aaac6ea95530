package dev.gatehold.connectors.http;

import dev.gatehold.engine.Environment;
import dev.gatehold.language.HeaderNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A place that flows may send requests to, as the operator of a server declares it.
 *
 * @param name what flows call it
 * @param base what the URLs of steps are under; without a query
 * @param headers sent with every request to the base's origin, and nowhere else; names in any case
 * @param allow addresses that are allowed although they are not public
 * @param deny addresses that are not allowed, whatever else says so
 * @param redirects how many redirects a request may follow, 0 to {@value #MOST_REDIRECTS}
 * @param environments which runs may use it
 */
public record HttpConnection(
    String name,
    WebAddress base,
    Map<String, HeaderValue> headers,
    List<AddressRange> allow,
    List<AddressRange> deny,
    int redirects,
    Set<Environment> environments) {
  public static final int MOST_REDIRECTS = 5;

  public HttpConnection {
    if (base.target().contains("?")) {
      throw new IllegalArgumentException("Expected a base without a query, but it has one.");
    }
    if (redirects < 0 || redirects > MOST_REDIRECTS) {
      throw new IllegalArgumentException(
          "Expected 0 to " + MOST_REDIRECTS + " redirects, but found " + redirects + ".");
    }
    for (String header : headers.keySet()) {
      String problem = HeaderNames.problem(header);
      if (problem != null) {
        throw new IllegalArgumentException("Expected the name of a header, but " + problem + ".");
      }
    }
    Map<String, HeaderValue> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    environments = Set.copyOf(environments);
  }

  AddressGuard guard() {
    return new AddressGuard(allow, deny);
  }
}
