package dev.gatehold.connectors.http;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a server allows requests.
 *
 * @param connections by name
 * @param environment gives variables of the server's environment; null for one that is not set
 */
public record HttpSettings(
    Map<String, HttpConnection> connections, Function<String, @Nullable String> environment) {
  public HttpSettings {
    connections = Map.copyOf(connections);
  }
}
