package dev.gatehold.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.ConnectorFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not work out, and whether it is tried again. */
final class HttpFailuresTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
  private static final int LARGE = 50 * 1024 * 1024 + 1;

  private final WebServer web = new WebServer();

  @AfterEach
  void stop() {
    web.close();
  }

  private static Map<String, Object> method(String method) {
    return Post.with(Post.get("/"), "method", method);
  }

  @Test
  void aRefusedConnectionIsTriedAgainWhateverTheMethod() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Failure failure = new Post().here("http://127.0.0.1:" + free).failure(method("POST"));
    assertThat(failure.code()).isEqualTo("http.connect");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.message())
        .startsWith("Expected to connect to http://127.0.0.1:" + free + " in step 'ask', but ")
        .contains("refused");
  }

  @Test
  void aNameWithoutAddressIsSaid() {
    Failure failure = new Post().failure(Map.of("url", "https://nowhere.example/"));
    assertThat(failure.code()).isEqualTo("http.unknown_host");
    assertThat(failure.message()).contains("'nowhere.example'");
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEAD + "Content-Length: 10\r\n\r\nhalf",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n8\r\nhalf",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "",
      })
  void halfAnAnswerIsNone(String answer) {
    try (RawServer raw = RawServer.saying(answer)) {
      Post post = new Post().here(raw.base());
      Failure failure = post.failure(Post.get("/"));
      assertThat(failure.code()).isEqualTo("http.broken");
      assertThat(failure.message()).contains("the connection ended");
      assertThat(failure.retryable()).isTrue();
      Failure acting = post.failure(method("POST"));
      assertThat(acting.retryable()).isFalse();
      assertThat(acting.message()).contains("Look whether it was carried out");
      assertThat(post.failure(Post.with(method("POST"), "idempotency_header", "K")).retryable())
          .isTrue();
      assertThat(post.failure(method("PUT")).retryable()).isTrue();
      assertThat(post.failure(method("PATCH")).retryable()).isFalse();
    }
  }

  @Test
  void halfAHeaderCannotBeTold() {
    try (RawServer raw = RawServer.saying(HEAD + "Content-Len")) {
      assertThat(new Post().here(raw.base()).failure(Post.get("/")).code())
          .isEqualTo("http.answer");
    }
  }

  @Test
  void halfAnAnswerIsNotHalfAResource() {
    String answer = HEAD + "Content-Length: 600000\r\n\r\n" + "x".repeat(500_000);
    try (RawServer raw = RawServer.saying(answer)) {
      Post post = new Post().here(raw.base());
      assertThat(post.failure(Post.get("/")).message())
          .contains("the connection ended after 500000 bytes of it");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "+PONG\r\n\r\n\r\n"})
  void whatIsNotHttpIsSaidToBeNone(String answer) {
    try (RawServer raw = RawServer.saying(answer.repeat(20))) {
      Failure failure = new Post().here(raw.base()).failure(Post.get("/"));
      assertThat(failure.code()).isIn("http.answer", "http.broken");
      assertThat(failure.message()).startsWith("Expected ");
    }
  }

  @Test
  void headersWithoutEndAreNotRead() {
    try (RawServer raw = RawServer.saying(HEAD + ("X-A: " + "y".repeat(99) + "\r\n").repeat(999))) {
      assertThat(new Post().here(raw.base()).failure(Post.get("/")).code())
          .isEqualTo("http.answer");
    }
    try (RawServer raw = RawServer.saying(HEAD + "X-A: " + "y".repeat(99_999))) {
      assertThat(new Post().here(raw.base()).failure(Post.get("/")).code())
          .isEqualTo("http.answer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", HEAD + "Content-Length: 9\r\n\r\nsome"})
  void nobodyWaitsLongerThanTheStepSays(String answer) throws InterruptedException {
    try (RawServer raw = RawServer.stallingAfter(answer)) {
      Failure failure =
          new Post().here(raw.base()).failure(Post.job(Post.get("/"), Duration.ofMillis(500)));
      assertThat(failure.code()).isEqualTo("http.timeout");
      assertThat(failure.message()).contains("an answer of " + raw.base() + " within 450ms");
      assertThat(failure.retryable()).isTrue();
      assertThat(raw.left.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(
              new Post()
                  .here(raw.base())
                  .failure(Post.job(method("POST"), Duration.ofMillis(200)))
                  .retryable())
          .isFalse();
    }
  }

  @Test
  void aSlowAnswerDoesNotWinTimeByDripping() throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(1);
    RawServer drip =
        new RawServer(socket -> {
          OutputStream out = socket.getOutputStream();
          out.write((HEAD + "\r\n").getBytes(StandardCharsets.US_ASCII));
          CountDownLatch never = new CountDownLatch(1);
          try {
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
              out.write('x');
            }
          } finally {
            gone.countDown();
          }
        });
    try (drip) {
      assertThat(
              new Post()
                  .here(drip.base())
                  .failure(Post.job(Post.get("/"), Duration.ofMillis(400)))
                  .code())
          .isEqualTo("http.timeout");
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anInterruptedStepEndsAtOnceAndHangsUp() throws InterruptedException {
    try (RawServer raw = RawServer.stallingAfter("HTTP/1.1 200 OK\r\n")) {
      HttpConnector connector = new Post().here(raw.base()).connector();
      AtomicReference<Object> end = new AtomicReference<>();
      Thread worker =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  end.set(connector.run(Post.job(Post.get("/"))));
                } catch (ConnectorFailure | InterruptedException e) {
                  end.set(e);
                }
              });
      assertThat(raw.asked.await(20, TimeUnit.SECONDS)).isTrue();
      worker.interrupt();
      assertThat(worker.join(Duration.ofSeconds(20))).isTrue();
      assertThat(end.get()).isInstanceOf(InterruptedException.class);
      assertThat(raw.left.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAnswerThatAnnouncesTooMuchIsNotRead() {
    try (RawServer raw = RawServer.stallingAfter(HEAD + "Content-Length: " + LARGE + "\r\n\r\n")) {
      Failure failure = new Post().here(raw.base()).failure(Post.get("/"));
      assertThat(failure.code()).isEqualTo("http.too_large");
      assertThat(failure.retryable()).isFalse();
    }
  }

  @Test
  void anAnswerThatIsTooMuchIsNotKept() {
    web.on(
        "/",
        http -> {
          http.sendResponseHeaders(200, 0);
          for (int i = 0; i <= 800; i++) {
            http.getResponseBody().write(new byte[64 * 1024]);
          }
        });
    assertThat(new Post().here(web.base()).failure(Post.get("/")).code())
        .isEqualTo("http.too_large");
  }

  @Test
  void whatIsSmallOnlyWhileItIsCompressedIsTooLarge() {
    web.on(
        "/",
        http -> {
          http.getResponseHeaders().set("Content-Encoding", "gzip");
          http.getResponseHeaders().set("Content-Type", "text/plain");
          http.sendResponseHeaders(200, 0);
          try (GZIPOutputStream out = new GZIPOutputStream(http.getResponseBody())) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 200; i++) {
              out.write(zeros);
            }
          }
        });
    assertThat(new Post().here(web.base()).failure(Post.get("/")).code())
        .isEqualTo("http.too_large");
  }

  @Test
  void compressionThatCannotBeReadIsSaid() {
    web.on(
        "/",
        http -> {
          http.getResponseHeaders().set("Content-Encoding", "gzip");
          WebServer.send(http, 200, "text/plain", "plain".getBytes(StandardCharsets.UTF_8));
        });
    assertThat(new Post().here(web.base()).failure(Post.get("/")).message()).contains("gzip");
    web.on(
        "/br",
        http -> {
          http.getResponseHeaders().set("Content-Encoding", "br, gzip");
          WebServer.send(http, 200, "text/plain", new byte[] {1});
        });
    assertThat(new Post().here(web.base()).failure(Post.get("/br")).message())
        .contains("its encoding is br, gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":1,\"a\":2}", "[1] [2]", "12345678901234567890123"})
  void jsonThatIsNoneIsSaid(String body) {
    web.on("/", 200, "application/json", body);
    Failure failure = new Post().here(web.base()).failure(Post.get("/"));
    assertThat(failure.code()).isEqualTo("http.answer");
    assertThat(failure.message()).startsWith("Expected JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "400, false, false, false",
    "401, false, false, false",
    "404, false, false, false",
    "408, true, true, true",
    "409, false, false, false",
    "425, true, true, true",
    "429, true, true, true",
    "500, true, false, true",
    "501, false, false, false",
    "502, true, false, true",
    "503, true, true, true",
    "504, true, false, true",
  })
  void someStatusesPass(int status, boolean get, boolean post, boolean keyed) {
    web.on("/", status, "text/plain", "why");
    Post to = new Post().here(web.base());
    Failure failure = to.failure(Post.get("/"));
    assertThat(failure.code()).isEqualTo("http.status");
    assertThat(failure.retryable()).isEqualTo(get);
    assertThat(failure.message()).contains("it is " + status + " and says 'why'");
    assertThat(to.failure(method("POST")).retryable()).isEqualTo(post);
    assertThat(to.failure(Post.with(method("POST"), "idempotency_header", "K")).retryable())
        .isEqualTo(keyed);
  }

  @Test
  void whenToComeAgainIsTold() {
    web.on(
        "/",
        http -> {
          http.getResponseHeaders().set("Retry-After", "120");
          WebServer.send(
              http,
              429,
              "application/json",
              "{\"error\":\"slow\"}".getBytes(StandardCharsets.UTF_8));
        });
    assertThat(new Post().here(web.base()).failure(Post.get("/")).message())
        .contains("it is 429 with Retry-After 120 and says '{\"error\":\"slow\"}'");
  }

  @Test
  void ofALongAnswerOnlyTheBeginningIsTold() {
    web.on("/", 500, "text/html", "a\u0000\u202Eb\n  c" + "d".repeat(10_000));
    String message = new Post().here(web.base()).failure(Post.get("/")).message();
    assertThat(message).contains("'a\uFFFD\uFFFDb c" + "d".repeat(494) + "…'");
    web.on("/image", 500, "image/png", "binary");
    assertThat(new Post().here(web.base()).failure(Post.get("/image")).message())
        .doesNotContain("binary");
  }
}
