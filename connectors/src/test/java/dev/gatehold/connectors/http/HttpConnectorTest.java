package dev.gatehold.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.connectors.http.WebServer.Asked;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.effect.Connector.Job;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step sends, and what it gets. */
final class HttpConnectorTest {
  private final WebServer web = new WebServer();
  private final Post post = new Post().here(web.base() + "/api");

  @AfterEach
  void stop() {
    web.close();
  }

  private Asked asked() {
    return web.asked.getLast();
  }

  @Test
  void jsonBecomesAValueAndPointersPickFieldsOfIt() {
    web.on("/api/orders", 200, "application/json", "{\"data\":{\"id\":7,\"a/b\":[1,null]}}");
    Map<String, @Nullable Object> output =
        post.run(
            Post.with(
                Post.get("/orders"),
                "response",
                Map.of("id", "/data/id", "second", "/data/a~1b/1", "all", "")));
    assertThat(output).containsEntry("status", 200L).containsEntry("id", 7L);
    assertThat(output).containsKey("second").doesNotContainKeys("text", "body");
    assertThat(output.get("second")).isNull();
    assertThat(output.get("json")).isEqualTo(output.get("all"));
    assertThat(Json.freezeObject(output)).isEqualTo(output);
  }

  @Test
  void textIsTextAndTheRestIsAResource() {
    web.on("/api/note", 200, "text/plain; charset=iso-8859-1", "");
    byte[] latin = "gr\u00FC\u00DFe\0".getBytes(StandardCharsets.ISO_8859_1);
    web.on(
        "/api/latin", http -> WebServer.send(http, 200, "text/plain; charset=iso-8859-1", latin));
    byte[] image = {(byte) 0x89, 'P', 'N', 'G', 0, 1};
    web.on("/api/image", http -> WebServer.send(http, 200, "image/png", image));
    String longText = "x".repeat(16 * 1024 + 1);
    web.on("/api/long", 200, "text/plain", longText);
    assertThat(post.run(Post.get("/note"))).containsEntry("text", "");
    assertThat(post.run(Post.get("/latin"))).containsEntry("text", "gr\u00FC\u00DFe\uFFFD");
    Map<String, @Nullable Object> stored = post.run(Post.get("/image"));
    assertThat(post.bytes(stored.get("body"))).isEqualTo(image);
    assertThat(stored.get("body"))
        .extracting("media_type", "name")
        .containsExactly("image/png", "ask-1");
    assertThat(post.bytes(post.run(Post.get("/long")).get("body")))
        .isEqualTo(longText.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jsonThatIsLargeIsAResource() {
    String large = "[\"" + "y".repeat(300_000) + "\"]";
    web.on("/api/large", 200, "application/hal+json", large);
    Map<String, @Nullable Object> output = post.run(Post.get("/large"));
    assertThat(output).doesNotContainKeys("json", "text");
    assertThat(post.bytes(output.get("body"))).hasSize(large.length());
  }

  @Test
  void headersAreShownUnlessTheyLetSomebodyIn() {
    web.on(
        "/api/",
        http -> {
          http.getResponseHeaders().set("X-Request-Id", "r1");
          http.getResponseHeaders().set("Set-Cookie", "session=abc");
          http.getResponseHeaders().set("X-Auth-Token", "abc");
          http.getResponseHeaders().set("Link", "a\u0085b");
          WebServer.send(http, 200, "", new byte[0]);
        });
    assertThat(post.run(Post.get("/")).get("headers"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("x-request-id", "r1")
        .containsEntry("link", "a\uFFFDb")
        .doesNotContainKeys("set-cookie", "x-auth-token", "connection");
  }

  @Test
  void valuesAreEncodedIntoTheQuery() {
    web.on("/api/find", 200, "text/plain", "ok");
    Map<String, @Nullable Object> query = new HashMap<>();
    query.put("q", "a&b=c d/\u00FC");
    query.put("none", null);
    post.run(Post.with(Post.get("/find?x=1"), "query", query));
    assertThat(asked().target()).isEqualTo("/api/find?x=1&q=a%26b%3Dc%20d%2F%C3%BC");
    post.run(Post.with(Post.get("find"), "query", Map.of("n", List.of(1L, true, 2.5))));
    assertThat(asked().target()).isEqualTo("/api/find?n=1&n=true&n=2.5");
  }

  @Test
  void contentIsJsonAFormTextOrAResource() throws IOException {
    web.on("/api/in", 201, "", "");
    Map<String, Object> send = Post.with(Post.get("/in"), "method", "POST");
    assertThat(post.run(Post.with(send, "json", Map.of("a", List.of(1L)))))
        .containsEntry("status", 201L);
    assertThat(asked().body()).isEqualTo("{\"a\":[1]}");
    assertThat(asked().headers()).containsEntry("Content-Type", "application/json");
    post.run(Post.with(send, "form", Map.of("a b", "c+d")));
    assertThat(asked().body()).isEqualTo("a%20b=c%2Bd");
    post.run(
        Post.with(
            Post.with(send, "body", "<a/>"), "headers", Map.of("Content-Type", "application/xml")));
    assertThat(asked().body()).isEqualTo("<a/>");
    assertThat(asked().headers()).containsEntry("Content-Type", "application/xml");
    byte[] bytes = "a,b\n".getBytes(StandardCharsets.UTF_8);
    post.run(
        Post.with(
            send,
            "body",
            post.resources.put(new ByteArrayInputStream(bytes), "t.csv", "text/csv", 99).toJson()));
    assertThat(asked().body()).isEqualTo("a,b\n");
    assertThat(asked().headers())
        .containsEntry("Content-Type", "text/csv")
        .containsEntry("Content-Length", "4");
    post.run(send);
    assertThat(asked().headers()).containsEntry("Content-Length", "0");
  }

  @Test
  void aHeadHasNoBodyAndAnEmptyAnswerIsFine() {
    web.on("/api/", 200, "application/json", "{}").on("/api/none", 204, "application/json", "");
    assertThat(post.run(Post.with(Post.get("/"), "method", "HEAD")))
        .containsOnlyKeys("status", "headers");
    assertThat(post.run(Post.get("/none"))).containsOnlyKeys("status", "headers");
  }

  @Test
  void acceptSaysWhichStatusesAreFine() {
    web.on("/api/gone", 404, "text/plain", "no such thing");
    assertThat(post.failure(Post.get("/gone")).code()).isEqualTo("http.status");
    Map<String, Object> either = Post.with(Post.get("/gone"), "accept", List.of("2xx", 404L));
    assertThat(post.run(either))
        .containsEntry("status", 404L)
        .containsEntry("text", "no such thing");
    assertThat(post.failure(Post.with(Post.get("/gone"), "accept", List.of("5xx"))).message())
        .contains("status 5xx")
        .contains("it is 404 and says 'no such thing'");
  }

  @Test
  void anAnswerMayBeCompressed() {
    web.on(
        "/api/zip",
        http -> {
          http.getResponseHeaders().set("Content-Encoding", "gzip");
          WebServer.send(
              http, 200, "application/json", gzip("[1]".getBytes(StandardCharsets.UTF_8)));
        });
    assertThat(post.run(Post.get("/zip"))).containsEntry("json", List.of(1L));
    assertThat(asked().headers()).containsEntry("Accept-Encoding", "gzip");
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @Test
  void theKeyIsTheSameForTheSameRequestAndAnotherForAnotherOne() {
    web.on("/api/pay", 200, "", "");
    Map<String, Object> pay = Post.with(Post.get("/pay"), "method", "POST");
    Job first = Post.job(Post.with(pay, "json", 1L));
    post.run(first);
    String key = asked().headers().get("Idempotency-Key");
    assertThat(key).startsWith("run_01.ask.");
    post.run(new Job("run_01.ask.2", "run_01", "ask", 2, first.parameters(), null, false));
    assertThat(asked().headers()).containsEntry("Idempotency-Key", key);
    post.run(Post.with(pay, "json", 2L));
    assertThat(asked().headers().get("Idempotency-Key")).isNotEqualTo(key);
    post.run(new Job("run_02.ask.1", "run_02", "ask", 1, first.parameters(), null, false));
    assertThat(asked().headers().get("Idempotency-Key")).isNotEqualTo(key);
  }

  @Test
  void theKeyGoesIntoTheHeaderThatTheFlowNamesAndAnOwnOneStays() {
    web.on("/api/pay", 200, "", "");
    Map<String, Object> pay = Post.with(Post.get("/pay"), "method", "POST");
    post.run(Post.with(pay, "idempotency_header", "X-Request-Id"));
    assertThat(asked().headers()).containsKey("X-Request-Id").doesNotContainKey("Idempotency-Key");
    post.run(Post.with(pay, "headers", Map.of("idempotency-key", "mine")));
    assertThat(asked().headers()).containsEntry("Idempotency-Key", "mine");
    post.run(Post.get("/pay"));
    assertThat(asked().headers()).doesNotContainKey("Idempotency-Key");
  }

  @Test
  void withoutAConnectionAPublicPlaceIsReached() {
    web.on("/", 200, "text/plain", "public");
    post.network.name("example.com", TestNetwork.PUBLIC).publicPort(web.port());
    assertThat(post.run(Map.of("url", "http://EXAMPLE.com?a=b"))).containsEntry("text", "public");
    assertThat(asked().headers()).containsEntry("Host", "example.com");
    assertThat(asked().target()).isEqualTo("/?a=b");
    assertThat(post.network.resolved).containsExactly("example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/",
        "//example.com/",
        "http:x",
        "/../admin",
        "..",
        "a/%2E%2e/b",
        "/a#b",
        "\\\\example.com",
        "/a b",
        "@example.com:80/\r\nX: y"
      })
  void aConnectionsBaseIsNotLeft(String url) {
    web.on("/", 200, "text/plain", "outside");
    assertThat(post.failure(Post.get(url)).code()).isEqualTo("http.parameters");
    assertThat(web.asked).isEmpty();
  }

  @Test
  void whatLooksLikeAnotherHostStaysUnderTheBase() {
    web.on("/", 200, "text/plain", "inside");
    post.run(Post.get("/.example.com/@evil/"));
    assertThat(asked().target()).isEqualTo("/api/.example.com/@evil/");
    post.run(Post.get(""));
    assertThat(asked().target()).isEqualTo("/api");
  }

  @Test
  void aConnectionIsThereForItsEnvironmentsOnly() {
    web.on("/", 200, "text/plain", "ok");
    HttpConnection both = Post.connection(web.base(), Map.of(), 0);
    post.with(
        new HttpConnection(
            "here", both.base(), Map.of(), both.allow(), List.of(), 0, Set.of(Environment.LIVE)));
    Job draft = new Job("x", "run_01", "ask", 1, new HashMap<>(Post.get("/")), null, true);
    assertThat(post.failure(draft).code()).isEqualTo("http.environment");
    assertThat(web.asked).isEmpty();
    assertThat(post.run(Post.get("/"))).containsEntry("text", "ok");
    assertThat(post.failure(Map.of("connection", "there", "url", "/")).message())
        .contains("this server has only here");
  }

  @Test
  void parametersOfAnotherShapeAreRefused() {
    Map<String, Object> get = Post.get("/");
    List<Map<String, Object>> wrong =
        List.of(
            Map.of("connection", "here"),
            Post.with(get, "method", "get"),
            Post.with(get, "method", "TRACE"),
            Post.with(get, "metod", "GET"),
            Post.with(get, "json", 1L),
            Post.with(Post.with(Post.with(get, "method", "PUT"), "json", 1L), "form", Map.of()),
            Post.with(get, "query", "a=b"),
            Post.with(get, "headers", Map.of("Host", "x")),
            Post.with(get, "headers", Map.of("Proxy-Authorization", "x")),
            Post.with(get, "headers", Map.of("A b", "x")),
            Post.with(get, "headers", Map.of("A", "x\r\nB: y")),
            Post.with(get, "headers", Map.of("A", List.of())),
            Post.with(get, "accept", "2xx"),
            Post.with(get, "accept", List.of("20x")),
            Post.with(get, "accept", List.of(100L)),
            Post.with(get, "response", Map.of("id", "data.id")),
            Post.with(get, "response", Map.of("id", "/a~2")),
            Post.with(get, "response", Map.of("status", "/a")),
            Post.with(get, "idempotency_header", "Content-Length"));
    for (Map<String, Object> one : wrong) {
      assertThat(post.failure(one).code()).as("%s", one).isEqualTo("http.parameters");
    }
    assertThat(web.asked).isEmpty();
  }

  @Test
  void aFieldThatIsMissingIsNamed() {
    web.on("/api/a", 200, "application/json", "{\"data\":{\"list\":[1]}}")
        .on("/api/b", 200, "text/plain", "{}");
    Map<String, Object> get = Post.get("/a");
    assertThat(post.failure(Post.with(get, "response", Map.of("id", "/data/list/1"))).message())
        .isEqualTo(
            "Expected the answer to have '/data/list/1' for 'id' in step 'ask', but there is no '1'"
                + " under '/data/list'. Correct 'response', or see what the service sends.");
    assertThat(post.failure(Post.with(Post.get("/b"), "response", Map.of("id", "/id"))).code())
        .isEqualTo("http.response");
  }

  @Test
  void largeContentGoesThere() {
    web.on("/api/in", 200, "", "");
    char[] large = new char[3_000_000];
    Arrays.fill(large, 'z');
    post.run(Post.with(Post.with(Post.get("/in"), "method", "PUT"), "body", new String(large)));
    assertThat(asked().body()).hasSize(large.length);
  }
}
