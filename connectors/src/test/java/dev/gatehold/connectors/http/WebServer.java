package dev.gatehold.connectors.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real web server on this machine that remembers what it was asked. */
final class WebServer implements AutoCloseable {
  /** What it was asked. */
  record Asked(String method, String target, Map<String, String> headers, String body) {}

  /** Answers a request whose body was read. */
  interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  WebServer() {
    this(plain());
  }

  WebServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.start();
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String base() {
    return "http://127.0.0.1:" + port();
  }

  WebServer on(String path, Answering answering) {
    server.createContext(
        path,
        exchange -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((k, v) -> headers.put(k, String.join(", ", v)));
          asked.add(
              new Asked(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  headers,
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          try (exchange) {
            answering.answer(exchange);
          }
        });
    return this;
  }

  WebServer on(String path, int status, String mediaType, String body) {
    return on(
        path, exchange -> send(exchange, status, mediaType, body.getBytes(StandardCharsets.UTF_8)));
  }

  WebServer redirecting(String path, int status, String location) {
    return on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  static void send(HttpExchange exchange, int status, String mediaType, byte[] body)
      throws IOException {
    if (!mediaType.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", mediaType);
    }
    boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
