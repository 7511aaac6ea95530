package dev.gatehold.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of a connection reach its service and nobody else. */
final class SecretsTest {
  private static final String FILE = "canary-file-0815";
  private static final String VARIABLE = "canary-variable-0815";
  private static final String TEXT = "canary-text-0815";

  @TempDir private Path folder;
  private final WebServer web = new WebServer();
  private Post post = new Post();

  @BeforeEach
  void start() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), FILE + "\n");
    post =
        new Post()
            .variable("API_TOKEN", VARIABLE)
            .with(
                Post.connection(
                    web.base(),
                    Map.of(
                        "Authorization", new HeaderValue.FromFile(token, "Bearer "),
                        "X-Custom", new HeaderValue.FromEnvironment("API_TOKEN", ""),
                        "Cookie", new HeaderValue.Text("sid " + TEXT),
                        "X-Plain", new HeaderValue.Text("text/plain")),
                    1));
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private static String all() {
    return "Bearer " + FILE + " / " + VARIABLE + " / sid " + TEXT + " / " + TEXT;
  }

  private static void hasNoCanary(@Nullable Object value) {
    assertThat(String.valueOf(value)).doesNotContain("canary").contains("***");
  }

  @Test
  void theServiceGetsThem() {
    web.on("/", 200, "text/plain", "text/plain");
    assertThat(post.run(Post.get("/"))).containsEntry("text", "text/plain");
    assertThat(web.asked.getLast().headers())
        .containsEntry("Authorization", "Bearer " + FILE)
        .containsEntry("X-Custom", VARIABLE)
        .containsEntry("Cookie", "sid " + TEXT);
  }

  @Test
  void whatTheServiceSaysOfThemIsHidden() {
    web.on(
        "/text",
        http -> {
          http.getResponseHeaders().set("X-Echo", all());
          http.getResponseHeaders().set("X-Custom", "anything");
          WebServer.send(http, 200, "text/plain", all().getBytes(StandardCharsets.UTF_8));
        });
    web.on("/json", 200, "application/json", "{\"" + FILE + "\":[\"" + all() + "\"]}");
    Map<String, @Nullable Object> text = post.run(Post.get("/text"));
    assertThat(text).containsEntry("text", "Bearer *** / *** / *** / ***");
    hasNoCanary(text.get("headers"));
    assertThat(String.valueOf(text.get("headers"))).doesNotContain("anything");
    Map<String, @Nullable Object> json =
        post.run(Post.with(Post.get("/json"), "response", Map.of("it", "/***/0")));
    hasNoCanary(json.get("json"));
    hasNoCanary(json.get("it"));
  }

  @Test
  void aResourceHidesThemToo() {
    String filler = "x".repeat(8 * 1024 - 5);
    web.on("/", 200, "application/octet-stream", filler + FILE + filler + VARIABLE);
    assertThat(post.bytes(post.run(Post.get("/")).get("body")))
        .isEqualTo((filler + "***" + filler + "***").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFailureHidesThem() {
    web.on("/status", 500, "text/plain", all());
    web.redirecting("/redirect", 302, "http://" + FILE + ".example/");
    web.on(
        "/retry",
        http -> {
          http.getResponseHeaders().set("Retry-After", FILE);
          WebServer.send(http, 503, "", new byte[0]);
        });
    web.on(
        "/encoding",
        http -> {
          http.getResponseHeaders().set("Content-Encoding", FILE);
          WebServer.send(http, 200, "", new byte[] {1});
        });
    for (String path : new String[] {"/status", "/redirect", "/retry", "/encoding"}) {
      hasNoCanary(post.failure(Post.get(path)).message());
    }
    Failure both = post.failure(Post.with(Post.get("/"), "headers", Map.of("x-custom", "a")));
    assertThat(both.message()).contains("'x-custom'").doesNotContain("canary");
  }

  @Test
  void notEvenTheBeginningOfOneIsTold() {
    String blank = " ".repeat(8 * 1024 - 10);
    web.on("/cut", 500, "text/plain", "a" + blank + FILE);
    web.on("/token", 200, "application/json", FILE + "x".repeat(300));
    web.on("/late", 500, "text/plain", "b".repeat(495) + FILE);
    web.on(
        "/retry",
        http -> {
          http.getResponseHeaders().set("Retry-After", " ".repeat(3) + "c".repeat(55) + FILE);
          http.getResponseHeaders().set("X-" + FILE, "d");
          WebServer.send(http, 503, "", new byte[0]);
        });
    web.redirecting("/shout", 302, "http://" + FILE.toUpperCase(Locale.ROOT) + ":1/");
    web.on("/type", 200, "application/" + FILE, "x");
    for (String path : List.of("/cut", "/token", "/late", "/retry", "/shout")) {
      assertThat(post.failure(Post.get(path)).message())
          .as(path)
          .doesNotContainIgnoringCase("canary");
    }
    assertThat(String.valueOf(post.run(Post.get("/type")))).doesNotContain("canary");
    Map<String, Object> named = Post.with(Post.get("/retry"), "accept", List.of(503L));
    assertThat(String.valueOf(post.run(named))).doesNotContain("canary");
  }

  @Test
  void settingsDoNotTellThem() {
    assertThat(new HeaderValue.Text(TEXT).toString()).doesNotContain(TEXT);
    assertThat(Post.connection(web.base(), Map.of("A", new HeaderValue.Text(TEXT)), 0).toString())
        .doesNotContain(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "two\nlines-are-too-many", "caf\u00E9-caf\u00E9-caf\u00E9"})
  void whatCannotBeSentOrHiddenIsRefusedWithoutBeingSaid(String secret) throws IOException {
    Path token = Files.writeString(folder.resolve("other"), secret);
    post.with(
        Post.connection(
            web.base(), Map.of("Authorization", new HeaderValue.FromFile(token, "")), 0));
    Failure failure = post.failure(Post.get("/"));
    assertThat(failure.code()).isEqualTo("http.secret");
    assertThat(failure.message()).contains("'Authorization' of connection 'here'");
    if (!secret.isEmpty()) {
      assertThat(failure.message()).doesNotContain(secret);
    }
    assertThat(web.asked).isEmpty();
  }

  @Test
  void aMissingSecretIsAFailure() {
    post.with(
        Post.connection(
            web.base(), Map.of("A", new HeaderValue.FromFile(folder.resolve("none"), "")), 0));
    assertThat(post.failure(Post.get("/")).message()).contains("its file cannot be read");
    post.with(
        Post.connection(web.base(), Map.of("A", new HeaderValue.FromEnvironment("NONE", "")), 0));
    assertThat(post.failure(Post.get("/")).message()).contains("the variable NONE");
  }
}
