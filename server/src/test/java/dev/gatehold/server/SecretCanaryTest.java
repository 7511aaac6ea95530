package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/**
 * Work that says its secrets in every shape it can think of, and a search for them in everything
 * that a server writes and shows.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretCanaryTest {
  private static final String TOKEN = "Canary 7f3K&9\"é'<x>+/=\\end-of-it";
  private static final String HEADER = "hdr~Canary-0815+/=4711.zz";
  private static final String PEM =
      """
      -----BEGIN CANARY KEY-----
      MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7canary000001
      Qd9sCanaryLineTwoOfTheKeyWhichIsLongEnoughToBeFoundByItselfAA==
      -----END CANARY KEY-----
      """;
  private static final Pattern RESOURCE = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Map<String, String> heard = new ConcurrentHashMap<>();
  private Path folder = Path.of("");
  private HttpServer service = HttpServer.create();

  SecretCanaryTest() throws IOException {}

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
    Files.writeString(
        Files.createDirectories(folder.resolve("data")).resolve("connections.yaml"),
        """
        http:
          echo: { base: "http://127.0.0.1:%d", allow: [127.0.0.1] }
        """
            .formatted(service.getAddress().getPort()));
  }

  /** Says back what it was told. */
  private void answer(HttpExchange http) throws IOException {
    String path = http.getRequestURI().getPath();
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String sent = String.valueOf(http.getRequestHeaders().getFirst("X-Token"));
    String bearer = String.valueOf(http.getRequestHeaders().getFirst("Authorization"));
    heard.put(path, bearer + "|" + sent + "|" + body);
    http.getResponseHeaders().set("X-Echo", path.equals("/json") ? bearer : sent);
    if (!path.equals("/text")) {
      http.getResponseHeaders().set("X-Coded", base64(HEADER));
    }
    String text =
        switch (path) {
          case "/json" -> body;
          case "/text" -> body + " and " + TOKEN;
          case "/refused" -> "no " + sent + " here";
          default -> "z".repeat(17_000) + sent + base64("a" + sent) + sent;
        };
    http.getResponseHeaders()
        .set("Content-Type", path.equals("/json") ? "application/json" : "text/plain");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(path.equals("/refused") ? 403 : 200, bytes.length);
    try (OutputStream out = http.getResponseBody()) {
      out.write(bytes);
    }
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What must be found nowhere, by what it is. */
  private static Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String secret : List.of(TOKEN, HEADER, PEM)) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      String hex = HexFormat.of().formatHex(bytes);
      String coded = base64(secret).replace("=", "");
      String name = secret.substring(0, 9).strip();
      shapes.put(name + " as it is", secret);
      shapes.put(name + " in base64", coded);
      shapes.put(name + " in url-safe base64", coded.replace('+', '-').replace('/', '_'));
      shapes.put(name + " in base64 after a user", inner("user:", secret));
      shapes.put(name + " in base64 after a letter", inner("a", secret));
      shapes.put(name + " in hexadecimal", hex);
      shapes.put(name + " in a form", form);
      shapes.put(name + " in a URL", form.replace("+", "%20"));
      shapes.put(name + " in percent", hex.replaceAll("..", "%$0"));
      shapes.put(
          name + " in JSON",
          secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      shapes.put(
          name + " in HTML",
          secret
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;")
              .replace("'", "&#39;"));
    }
    PEM.lines().forEach(line -> shapes.put("a line of the key: " + line, line));
    base64(PEM)
        .replaceAll("(.{64})", "$1\n")
        .lines()
        .filter(line -> line.length() == 64)
        .forEach(line -> shapes.put("a coded line of the key: " + line, line));
    return shapes;
  }

  /** The characters of Base64 that belong to the secret alone. */
  private static String inner(String before, String secret) {
    String coded = base64(before + secret).replace("=", "");
    return coded.substring((before.length() * 8 + 5) / 6, coded.length() - 1);
  }

  private static void assertClean(String where, String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    shapes()
        .forEach((what, shape) ->
            assertThat(folded.contains(shape.toLowerCase(Locale.ROOT)))
                .as("%s: %s", where, what)
                .isFalse());
  }

  private static void assertCleanBytes(String where, byte[] bytes) {
    assertClean(where, new String(bytes, StandardCharsets.UTF_8));
  }

  private static void set(TestServer server, String name, String value) {
    Answer answer = server.as("root", "PUT", "/secrets/" + name).body("text/plain", value).send();
    answer.ok(200);
    assertCleanBytes("the answer", answer.http().body());
  }

  @Test
  void noShapeOfASecretIsWrittenOrShownAnywhere(CapturedOutput log) throws Exception {
    List<String> seen = new ArrayList<>();
    try (TestServer server = TestServer.onDisk(TestServer.settings(folder).withExec(true))) {
      set(server, "token", TOKEN);
      set(server, "header_token", HEADER);
      set(server, "pem", PEM);
      server.publish("alice", "canary");
      String run = server.run("alice", "canary", Map.of());
      String request = run + ".review";
      WebSession browser = WebSession.of(server, "bob");
      seen.add(browser.get("/requests/" + request).body());
      seen.add(TestServer.text(server.as("bob", "GET", "/requests/" + request).send().ok(200)));
      assertThat(seen).allSatisfy(page -> assertThat(page).contains("(secret token)"));
      server.decision("bob", request, "approve").send().ok(200);
      JsonNode end = Changes.whenOver(server, request);
      assertThat(end.at("/status").asString()).as(end.toString()).isEqualTo("completed");

      workHadWhatItNeeded(server, end);
      seen.add(end.toString());
      seen.add(server.journalOf(request));
      seen.add(browser.get("/runs/" + run).body());
      seen.add(TestServer.text(server.as("root", "GET", "/secrets").send().ok(200)));
      for (String digest :
          RESOURCE.matcher(server.journalOf(request)).results().map(m -> m.group()).toList()) {
        Answer resource = server.as("alice", "GET", "/resources/" + digest).send();
        if (resource.status() == 200) {
          seen.add(new String(resource.http().body(), StandardCharsets.UTF_8));
        }
        seen.add(browser.get("/resources/" + digest).body());
      }
      // While the database still has its log of writes.
      searchFiles(8);
    }
    searchFiles(6);
    assertThat(seen).hasSizeGreaterThan(9);
    for (int i = 0; i < seen.size(); i++) {
      assertClean("what was shown, " + i, seen.get(i));
    }
    assertClean("the log", log.getAll());
  }

  /** A search finds nothing in work that did nothing. */
  private void workHadWhatItNeeded(TestServer server, JsonNode end) {
    JsonNode said = step(end, "say");
    String log = resource(server, said.at("/output/log"));
    assertThat(log).contains(Digest.of(TOKEN).hex());
    assertThat(log.split("\\*\\*\\*", -1)).hasSizeGreaterThan(32);
    assertThat(said.at("/output/key/0").asString()).isEqualTo("***");
    assertThat(resource(server, said.at("/output/kept"))).startsWith("*** in a file\n***");
    assertThat(step(end, "fail").toString()).contains("last words ***");
    assertThat(step(end, "misreport").toString()).contains("it is not JSON");
    assertThat(step(end, "ask").at("/output/said").asString()).isEqualTo("***");
    assertThat(step(end, "ask").at("/output/headers/x-echo").asString()).isEqualTo("Bearer ***");
    assertThat(step(end, "refused").toString()).contains("no *** here");
    assertThat(heard.get("/json"))
        .startsWith("Bearer " + HEADER + "|")
        .contains("Canary 7f3K&9\\\"é'<x>+/=\\\\end-of-it");
    assertThat(heard.get("/text"))
        .contains("token=" + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8).replace("+", "%20"));
    assertThat(heard.get("/large")).contains("|" + HEADER + "|");
  }

  private static String resource(TestServer server, JsonNode reference) {
    Answer answer =
        server.as("alice", "GET", "/resources/" + reference.at("/resource").asString()).send();
    return new String(answer.http().body(), StandardCharsets.UTF_8);
  }

  private static JsonNode step(JsonNode run, String id) {
    for (JsonNode each : run.at("/steps")) {
      if (each.at("/id").asString().equals(id)) {
        return each;
      }
    }
    throw new AssertionError("There is no step " + id + " in " + run);
  }

  /** Everything but the working folders: what commands write there themselves is theirs. */
  private void searchFiles(int atLeast) throws IOException {
    Path data = folder.resolve("data");
    List<Path> files;
    try (Stream<Path> all = Files.walk(data)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(data.resolve("work")))
              .toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(atLeast);
    for (Path file : files) {
      assertCleanBytes(file.toString(), Files.readAllBytes(file));
    }
  }
}
