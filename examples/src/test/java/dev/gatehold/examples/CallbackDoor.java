package dev.gatehold.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CallBack;
import dev.gatehold.core.run.Effect.Callee;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.effect.CallbackLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where work calls back to over HTTP, as at a server. */
final class CallbackDoor implements CallbackLinks, AutoCloseable {
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private final HttpServer server;

  CallbackDoor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes on what is said here from now on. */
  void open(Engine engine) {
    server.createContext("/", exchange -> take(engine, exchange));
    server.start();
  }

  @Override
  public String of(String run, Callee callee) {
    return "http://127.0.0.1:%d/%s/%s/%d/%d"
        .formatted(
            server.getAddress().getPort(), run, callee.step(), callee.attempt(), callee.told());
  }

  private static void take(Engine engine, HttpExchange exchange) throws IOException {
    try (exchange) {
      List<String> path = List.of(exchange.getRequestURI().getPath().split("/"));
      Map<String, @Nullable Object> body =
          JsonMapper.shared().readValue(exchange.getRequestBody(), OBJECT);
      CallBack command =
          new CallBack(
              path.get(2), Integer.parseInt(path.get(3)), Integer.parseInt(path.get(4)), body);
      Reply reply = engine.submit(new Submission(path.get(1), command, Principal.SYSTEM, null));
      exchange.sendResponseHeaders(reply instanceof Reply.Applied ? 200 : 409, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
