package dev.gatehold.examples;

import com.sun.net.httpserver.HttpServer;
import dev.gatehold.connectors.http.AddressRange;
import dev.gatehold.connectors.http.HttpConnection;
import dev.gatehold.connectors.http.WebAddress;
import dev.gatehold.engine.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** A web server that knows one answer. */
final class Bank implements AutoCloseable {
  private final HttpServer server;

  /**
   * Starts it.
   *
   * @param request such as {@code GET /rates}; all others are answered with 404
   */
  Bank(String request, String json) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            byte[] answer = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(asked.equals(request) ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  HttpConnection connection(String name) {
    return new HttpConnection(
        name,
        WebAddress.parse("http://127.0.0.1:" + server.getAddress().getPort()),
        Map.of(),
        List.of(AddressRange.parse("127.0.0.1/32")),
        List.of(),
        0,
        EnumSet.allOf(Environment.class));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
