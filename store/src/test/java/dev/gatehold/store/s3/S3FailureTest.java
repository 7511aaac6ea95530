package dev.gatehold.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehold.core.value.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that does what no service should. */
class S3FailureTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(CONTENT);

  @TempDir Path folder;
  private HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();

  /** What it does once the bucket was found. */
  private volatile Behaviour behaviour = exchange -> exchange.sendResponseHeaders(200, -1);

  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().equals("/evidence")) {
              exchange.sendResponseHeaders(200, -1);
            } else {
              asked.incrementAndGet();
              behaviour.answer(exchange);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private S3ResourceStore opened(int port) throws IOException {
    return S3ResourceStore.open(
        S3Place.parse("s3://evidence", "http://127.0.0.1:" + port, null),
        folder.resolve("spool"),
        S3Service.keys());
  }

  private S3ResourceStore opened() throws IOException {
    return opened(server.getAddress().getPort());
  }

  @Test
  void a_service_that_is_not_there() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThatExceptionOfType(S3Failure.class)
        .isThrownBy(() -> opened(port))
        .withMessageContaining("to be there, but nothing answers there")
        .withMessageEndingWith("Start the service, or correct --s3-endpoint.");
  }

  @Test
  void a_service_with_faults_of_its_own_is_asked_again_and_then_told_of() throws IOException {
    behaviour = exchange -> exchange.sendResponseHeaders(500, -1);
    try (S3ResourceStore store = opened()) {
      assertThatExceptionOfType(S3Failure.class)
          .isThrownBy(() -> store.open(DIGEST))
          .withMessageContaining("it answered with 500 after " + asked.get() + " tries");
      assertThat(asked.get()).isGreaterThan(1);
      assertThatExceptionOfType(S3Failure.class)
          .isThrownBy(() -> store.put(new ByteArrayInputStream(CONTENT), "x", "x/y", 100))
          .withMessageContaining("it answered with 500");
    }
  }

  @Test
  void a_fault_that_passes_is_not_noticed() throws IOException {
    behaviour =
        exchange -> {
          if (asked.get() == 1) {
            exchange.sendResponseHeaders(503, -1);
          } else {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
          }
        };
    try (S3ResourceStore store = opened();
        var content = store.open(DIGEST).orElseThrow()) {
      assertThat(content.readAllBytes()).isEqualTo(CONTENT);
    }
  }

  @Test
  void what_is_sent_is_signed_with_its_digest() throws IOException {
    AtomicReference<String> signed = new AtomicReference<>("");
    behaviour =
        exchange -> {
          if (exchange.getRequestMethod().equals("PUT")) {
            signed.set(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
          }
          exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 404 : 200, -1);
        };
    try (S3ResourceStore store = opened()) {
      store.put(new ByteArrayInputStream(CONTENT), "x", "x/y", 100);
    }

    assertThat(signed.get()).isEqualTo(DIGEST.hex());
  }

  @Test
  void half_an_answer_is_none() throws IOException {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT, 0, 3);
          exchange.getResponseBody().flush();
        };
    try (S3ResourceStore store = opened()) {
      assertThatExceptionOfType(S3Failure.class)
          .isThrownBy(() -> store.open(DIGEST))
          .withMessageContaining(DIGEST.text())
          .withMessageEndingWith("Try again.");
      assertThat(folder.resolve("spool")).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://", "s3://B", "http://bucket", "s3://bucket/a b", "bucket", "s3://bucket?x"})
  void a_place_has_a_form(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Place.parse(text, null, null))
        .withMessageContaining("s3://bucket/prefix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.example.com", "ftp://x", "https://id:secret@x", "http://a b"})
  void an_endpoint_has_a_form_and_no_credentials(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Place.parse("s3://bucket", text, null))
        .withMessageContaining("https://s3.example.com")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }
}
