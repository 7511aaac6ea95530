package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.store.s3.S3Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose resources are in a bucket; the store's own tests are those of the protocol. */
class BucketTest {
  private static final String HEX = Digest.of("evidence").hex();
  private static final String OBJECT =
      "/evidence/gatehold/" + HEX.substring(0, 2) + "/" + HEX.substring(2);

  @TempDir Path folder;
  private HttpServer service;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "gatehold");
    System.setProperty("aws.secretAccessKey", "for tests alone");
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
    objects.put("/evidence", new byte[0]);
  }

  @AfterEach
  void stop() {
    service.stop(0);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] sent = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(path, sent);
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      byte[] object = objects.get(path);
      boolean get = exchange.getRequestMethod().equals("GET");
      if (object != null && !get) {
        exchange.getResponseHeaders().set("Content-Length", "" + object.length);
      }
      exchange.sendResponseHeaders(
          object == null ? 404 : 200, object == null || !get ? -1 : object.length);
      if (object != null && get) {
        exchange.getResponseBody().write(object);
      }
    }
  }

  private ServerSettings settings(String place) {
    String endpoint = "http://127.0.0.1:" + service.getAddress().getPort();
    return TestServer.settings(folder).withResources(S3Place.parse(place, endpoint, null));
  }

  @Test
  void whatIsUploadedIsAnObjectAndComesBack() {
    try (TestServer server = TestServer.on(settings("s3://evidence/gatehold"))) {
      String digest =
          server
              .as("alice", "POST", "/resources?name=plan.txt")
              .body("text/plain", "evidence")
              .send()
              .ok(201)
              .at("/resource")
              .asString();

      assertThat(objects.get(OBJECT)).asString().isEqualTo("evidence");
      Answer got = server.as("bob", "GET", "/resources/" + digest).send();
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.http().body()).asString().isEqualTo("evidence");
    }
  }

  @Test
  void aBucketThatIsMissingStartsNothingAndFreesTheDataFolder() {
    assertThatExceptionOfType(GateholdException.class)
        .isThrownBy(() -> GateholdServer.start(settings("s3://nowhere")))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo("resources.unavailable");
          assertThat(e.getMessage()).contains("there is no bucket 'nowhere'");
        });

    TestServer.onDisk(folder).close();
  }
}
