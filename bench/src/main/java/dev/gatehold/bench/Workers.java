package dev.gatehold.bench;

import dev.gatehold.client.Worker;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it costs to leave work to a worker outside: the same list gone through on one server with
 * work that does nothing, done in the server's process by a {@code memory} step, and over HTTP by
 * the Java client. A lap with nothing to do for anybody is the reference.
 */
public final class Workers {
  private static final int SIDE_BY_SIDE = 16;
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PASSWORD = "for benchmarks alone";
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private String token = "";

  private Workers(URI server) {
    this.server = server;
  }

  /** Prints Markdown; the argument is the length of the list, 1,000 without one. */
  public static void main(String[] arguments) throws Exception {
    int size = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
    Path folder = Folders.fresh("workers");
    Path people = folder.resolve("people.yaml");
    Files.writeString(people, "people:\n  - { id: alice, name: Alice, admin: true }\n");
    ServerSettings settings =
        ServerSettings.of(folder.resolve("data"))
            .withPort(0)
            .withPeopleFile(people)
            .withDevPassword(PASSWORD);
    try (GateholdServer running = GateholdServer.start(settings)) {
      new Workers(running.baseUri()).measure(size);
    } finally {
      Folders.delete(folder);
    }
  }

  private void measure(int size) throws IOException, InterruptedException {
    token =
        call("POST", "/login", Map.of("user", "alice", "password", PASSWORD))
            .path("token")
            .asString();
    publish("nothing", "set: { item: \"${{ lap.item }}\" }");
    publish("inside", "memory: { get: nothing }");
    publish("outside", "task: { queue: work, input: { item: \"${{ lap.item }}\" } }");
    try (Worker _ =
        Worker.of(server, token, "work").hands(SIDE_BY_SIDE).start(_ -> Map.of("done", true))) {
      for (String flow : List.of("nothing", "inside", "outside")) {
        time(flow, size);
      }
      System.out.println("| work | steps per second | µs per step | to work in the process |");
      System.out.println("|---|---|---|---|");
      double inside = time("inside", size) / 1e3 / size;
      print("none: the value is set", time("nothing", size) / 1e3 / size, inside);
      print("in the process", inside, inside);
      print("a worker over HTTP", time("outside", size) / 1e3 / size, inside);
    }
  }

  private static void print(String what, double micros, double inside) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %.2f |%n",
        what,
        1e6 / micros,
        micros,
        micros / inside);
  }

  private void publish(String flow, String work) throws IOException, InterruptedException {
    String source =
        """
        flow: %s
        title: Go through a list
        input: { type: object, properties: { items: { type: array } } }
        steps:
          - id: each
            foreach:
              items: ${{ input.items }}
              concurrency: %d
              steps:
                - { id: work, %s }
        """
            .formatted(flow, SIDE_BY_SIDE, work);
    send("PUT", "/flows/" + flow + "/draft", "text/yaml", source);
    call("POST", "/flows/" + flow + "/releases", Map.of("note", ""));
    call("PUT", "/flows/" + flow + "/live", Map.of("release", 1));
  }

  /** How long a run takes that goes through a list of this length, in nanoseconds. */
  private long time(String flow, int size) throws IOException, InterruptedException {
    List<Long> items = LongStream.rangeClosed(1, size).boxed().toList();
    long start = System.nanoTime();
    JsonNode run = call("POST", "/runs", Map.of("flow", flow, "input", Map.of("items", items)));
    while (run.path("status").asString().equals("active")) {
      String news =
          "/runs/" + run.path("id").asString() + "?wait=60s&seen=" + run.path("seq").asLong();
      run = send("GET", news, "application/json", "");
    }
    if (!run.path("status").asString().equals("completed")) {
      throw new IllegalStateException("Expected a run that completes, but it is " + run);
    }
    return System.nanoTime() - start;
  }

  private JsonNode call(String method, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return send(method, path, "application/json", JSON.writeValueAsString(body));
  }

  private JsonNode send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(method + " " + path + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
