package dev.gatehold.server;

import dev.gatehold.server.callback.CallbackKey;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryKeys;
import dev.gatehold.testkit.MemoryPeopleStore;
import dev.gatehold.testkit.MemoryResourceStore;
import dev.gatehold.testkit.MemoryRunStore;
import dev.gatehold.testkit.MemorySecretStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free port, with the cast of {@code people.yaml}, spoken to over HTTP. */
final class TestServer implements AutoCloseable {
  static final String PASSWORD = "for tests alone";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private final GateholdServer server;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  private TestServer(GateholdServer server) {
    this.server = server;
  }

  /** With stores in memory. */
  static TestServer inMemory(Path folder) {
    return inMemory(settings(folder));
  }

  static TestServer inMemory(ServerSettings settings) {
    return inMemory(settings, InstantSource.system());
  }

  /** Going by another clock. */
  static TestServer inMemory(ServerSettings settings, InstantSource clock) {
    MemoryRunStore runs = new MemoryRunStore();
    Backing backing =
        new Backing(
            runs,
            new MemoryFlowStore(runs),
            new MemoryPeopleStore(),
            new MemoryKeys(),
            new MemorySecretStore(),
            new MemoryResourceStore(clock),
            clock,
            CallbackKey.of(CallbackKey.fresh()),
            () -> {});
    return on(settings, backing);
  }

  static TestServer on(ServerSettings settings, Backing backing) {
    return new TestServer(GateholdServer.start(settings, backing));
  }

  /** With stores where the settings say. */
  static TestServer on(ServerSettings settings) {
    return new TestServer(GateholdServer.start(settings));
  }

  /** With stores in the folder. */
  static TestServer onDisk(Path folder) {
    return new TestServer(GateholdServer.start(settings(folder)));
  }

  /** With stores in the data folder of these settings. */
  static TestServer onDisk(ServerSettings settings) {
    return new TestServer(GateholdServer.start(settings));
  }

  static ServerSettings settings(Path folder) {
    Path people = folder.resolve("people.yaml");
    if (!Files.exists(people)) {
      write(people, resource("people.yaml"));
    }
    return ServerSettings.of(folder.resolve("data"))
        .withPort(0)
        .withPeopleFile(people)
        .withDevPassword(PASSWORD);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String resource(String name) {
    try (InputStream in = TestServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("There is no test resource " + name + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GateholdServer server() {
    return server;
  }

  URI baseUri() {
    return server.baseUri();
  }

  /** A request of nobody. */
  Call call(String method, String path) {
    return new Call(method, path);
  }

  /** A request of the API, below its root, with the person's token. */
  Call as(String person, String method, String path) {
    return call(method, "/api/v1" + path).token(tokenOf(person));
  }

  String tokenOf(String person) {
    return tokens.computeIfAbsent(
        person,
        id ->
            call("POST", "/api/v1/login")
                .json(Map.of("user", id, "password", PASSWORD))
                .send()
                .ok(200)
                .at("/token")
                .asString());
  }

  /** Pushes, releases and promotes a flow file of the test resources. */
  void publish(String person, String flow) {
    publish(person, flow, resource(flow + ".yaml"));
  }

  void publish(String person, String flow, String source) {
    as(person, "PUT", "/flows/" + flow + "/draft").body("text/yaml", source).send().ok(200);
    int number =
        as(person, "POST", "/flows/" + flow + "/releases")
            .json(Map.of("note", "first"))
            .send()
            .ok(201)
            .at("/number")
            .asInt();
    as(person, "PUT", "/flows/" + flow + "/live").json(Map.of("release", number)).send().ok(200);
  }

  /** Starts a run of the live release of {@code rotate} and gives its id. */
  String startRotate(String person) {
    return as(person, "POST", "/runs")
        .json(Map.of("flow", "rotate", "input", Map.of("service", "billing")))
        .send()
        .ok(201)
        .at("/id")
        .asString();
  }

  /** Starts a run of a flow and gives its id. */
  String run(String person, String flow, Map<String, ?> input) {
    return as(person, "POST", "/runs")
        .json(Map.of("flow", flow, "input", input))
        .send()
        .ok(201)
        .at("/id")
        .asString();
  }

  /** The journal of the run of a request, as text. */
  String journalOf(String request) {
    return text(
        as("root", "GET", "/runs/" + Changes.runOf(request) + "/journal?limit=200").send().ok(200));
  }

  /** The digest of what the request shows now. */
  String subjectOf(String request) {
    return as("root", "GET", "/requests/" + request).send().ok(200).at("/subject").asString();
  }

  /** A decision about what the request shows now. */
  Call decision(String person, String request, String verdict) {
    return decision(person, request, verdict, subjectOf(request));
  }

  Call decision(String person, String request, String verdict, String subject) {
    return as(person, "POST", "/requests/" + request + "/decisions")
        .header("If-Match", "\"" + subject + "\"")
        .json(Map.of("verdict", verdict));
  }

  static String text(JsonNode json) {
    return JSON.writeValueAsString(json);
  }

  @Override
  public void close() {
    server.close();
  }

  /** A request in the making. */
  final class Call {
    private final String method;
    private final HttpRequest.Builder request;
    private byte @Nullable [] body;
    private boolean streamed;

    Call(String method, String path) {
      this.method = method;
      this.request = HttpRequest.newBuilder(URI.create(baseUri() + path));
    }

    Call header(String name, String value) {
      request.header(name, value);
      return this;
    }

    Call token(String token) {
      return header("Authorization", "Bearer " + token);
    }

    Call json(Object value) {
      return body("application/json", JSON.writeValueAsString(value));
    }

    Call body(String type, String text) {
      return body(type, text.getBytes(StandardCharsets.UTF_8));
    }

    Call body(String type, byte[] bytes) {
      body = bytes;
      return header("Content-Type", type);
    }

    /** A body whose length is not announced. */
    Call stream(String type, String text) {
      streamed = true;
      return body(type, text);
    }

    private BodyPublisher publisher() {
      byte[] bytes = body;
      if (bytes == null) {
        return BodyPublishers.noBody();
      }
      return streamed
          ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
          : BodyPublishers.ofByteArray(bytes);
    }

    Answer send() {
      request.method(method, publisher());
      try {
        return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
