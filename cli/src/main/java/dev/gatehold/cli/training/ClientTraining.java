package dev.gatehold.cli.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehold.cli.CommandLineProgram;
import dev.gatehold.cli.api.Credentials;
import dev.gatehold.cli.command.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands that read and decide, against a server that gives every question the same answer. */
final class ClientTraining {
  private static final String ANSWER =
      """
      {"id":"run_1","run":"run_1","flow":"training","release":{"number":1,"draft":false},
       "status":"open","title":"Training","headline":"Open.","subject":"sha256:0",
       "requester":{"id":"trainee","name":"Trainee"},"opened_at":"2026-01-01T00:00:00Z",
       "evaluation":{"status":"open","sentence":"Open.","ignored":[],"parts":[]},
       "steps":[{"id":"review","kind":"approval","depth":0,"status":"completed"}],
       "evidence":[{"kind":"text","title":"Text","content":"text"}],"you":{"may_decide":true,"choices":["approve"]},
       "choices":[{"word":"approve","title":"Approve","as":"approve"}],
       "items":[{"id":"run_1.review","title":"Training","requester":"trainee","status":"open",
                 "opened_at":"2026-01-01T00:00:00Z"}]}
      """;

  private ClientTraining() {}

  static void run(Path folder) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", ClientTraining::answer);
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      Environment environment = environment(folder, uri);
      new Credentials(environment.configFolder().resolve("credentials.json"))
          .keep(uri, "trainee", "token");
      commands().forEach(words -> new CommandLineProgram(environment).run(words));
    } finally {
      server.stop(0);
    }
  }

  private static List<String[]> commands() {
    return List.of(
        new String[] {"--version"},
        new String[] {"help"},
        new String[] {"inbox"},
        new String[] {"inbox", "--json"},
        new String[] {"request", "show", "run_1.review"},
        new String[] {"approve", "run_1.review", "--yes", "--json"},
        new String[] {"run", "start", "training", "--input", "what=1"},
        new String[] {"run", "show", "run_1"},
        new String[] {"run", "list"},
        new String[] {"whoami"},
        new String[] {"unknown", "--json"});
  }

  private static Environment environment(Path folder, URI server) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Environment(
        Map.of("XDG_CONFIG_HOME", folder.toString(), "GATEHOLD_SERVER", server.toString()),
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        Set.of(),
        folder,
        InstantSource.system());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
