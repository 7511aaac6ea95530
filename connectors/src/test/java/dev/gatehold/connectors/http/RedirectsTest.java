package dev.gatehold.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where redirects lead, and where they do not. */
final class RedirectsTest {
  private static final String TOKEN = "canary-4711-redirect";

  private final WebServer web = new WebServer();
  private final WebServer other = new WebServer();

  @AfterEach
  void stop() {
    web.close();
    other.close();
  }

  private Post following(int redirects) {
    return new Post()
        .with(
            Post.connection(
                web.base(), Map.of("Authorization", new HeaderValue.Text(TOKEN)), redirects));
  }

  @Test
  void noneIsFollowedUnlessTheConnectionAllowsIt() {
    web.redirecting("/a", 302, "/b").on("/b", 200, "text/plain", "b");
    Failure failure = following(0).failure(Post.get("/a"));
    assertThat(failure.code()).isEqualTo("http.redirect");
    assertThat(failure.retryable()).isFalse();
    assertThat(following(1).run(Post.get("/a"))).containsEntry("text", "b");
    assertThat(following(0).run(Post.with(Post.get("/a"), "accept", List.of(302L))))
        .containsEntry("status", 302L);
  }

  @Test
  void withoutAConnectionNoneIsFollowed() {
    web.redirecting("/", 302, "http://example.com/b");
    Post post = new Post();
    post.network.name("example.com", TestNetwork.PUBLIC).publicPort(web.port());
    assertThat(post.failure(Map.of("url", "http://example.com/")).code())
        .isEqualTo("http.redirect");
    assertThat(web.asked).hasSize(1);
  }

  @Test
  void acircleEnds() {
    web.redirecting("/a", 307, "/a");
    assertThat(following(5).failure(Post.get("/a")).message()).contains("more than 5 times");
    assertThat(web.asked).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://[::ffff:169.254.169.254]/",
        "//169.254.169.254/",
        "http://metadata.example/",
        "http://10.0.0.1/",
        "http://localhost:9/",
        "file:///etc/passwd",
        "http://user@example.com/",
        "http://example.com:22/",
      })
  void eachHopIsChecked(String location) {
    web.redirecting("/a", 302, location);
    Post post = following(5);
    post.network
        .name("metadata.example", "169.254.169.254")
        .name("localhost", "127.0.0.1")
        .name("example.com", TestNetwork.PUBLIC);
    assertThat(post.failure(Post.get("/a")).code()).isIn("http.redirect", "http.address_refused");
    assertThat(post.network.connected).hasSize(1);
  }

  @Test
  void whatTheOperatorAllowsIsNotAllowedForOtherOrigins() {
    web.redirecting("/a", 302, other.base() + "/");
    other.on("/", 200, "text/plain", "inner");
    assertThat(following(5).failure(Post.get("/a")).code()).isEqualTo("http.address_refused");
    assertThat(other.asked).isEmpty();
  }

  @Test
  void headersStayWithTheirOrigin() {
    web.redirecting("/a", 302, "/b").redirecting("/b", 302, "http://example.com/c");
    other.on("/c", 200, "text/plain", "away");
    Post post = following(5);
    post.network.name("example.com", TestNetwork.PUBLIC).publicPort(other.port());
    Map<String, @Nullable Object> output =
        post.run(Post.with(Post.get("/a"), "headers", Map.of("X-Own", "mine")));
    assertThat(output).containsEntry("text", "away");
    assertThat(web.asked)
        .allSatisfy(asked ->
            assertThat(asked.headers())
                .containsEntry("Authorization", TOKEN)
                .containsEntry("X-Own", "mine"));
    assertThat(web.asked).hasSize(2);
    assertThat(other.asked.getFirst().headers()).doesNotContainKeys("Authorization", "X-Own");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, 301, GET", "POST, 302, GET", "POST, 303, GET", "POST, 307, POST", "POST, 308, POST",
    "PUT, 303, GET", "PUT, 308, PUT", "PUT, 302, ", "PATCH, 301, ", "HEAD, 302, HEAD",
  })
  void theMethodChangesAsTheStandardHasIt(String method, int status, @Nullable String then) {
    web.redirecting("/a", status, "b?c=d").on("/b", 200, "text/plain", "");
    Map<String, Object> ask = Post.with(Post.get("/a"), "method", method);
    Map<String, Object> full = method.equals("HEAD") ? ask : Post.with(ask, "body", "content");
    if (then == null) {
      assertThat(following(1).failure(full).code()).isEqualTo("http.redirect");
      return;
    }
    following(1).run(full);
    WebServer.Asked last = web.asked.getLast();
    assertThat(last.method()).isEqualTo(then);
    assertThat(last.target()).isEqualTo("/b?c=d");
    assertThat(last.body())
        .isEqualTo(then.equals(method) && !method.equals("HEAD") ? "content" : "");
  }

  @Test
  void contentIsNotTakenToAnotherOrigin() {
    web.redirecting("/a", 307, "http://example.com/");
    Post post = following(5);
    Map<String, Object> send = Post.with(Post.with(Post.get("/a"), "method", "POST"), "body", "x");
    assertThat(post.failure(send).message()).contains("content to http://example.com");
  }

  @Test
  void whatWasDoneIsNotDoneAgainBecauseALaterHopFails() {
    web.redirecting("/a", 303, "/b").on("/b", 503, "", "");
    Post post = following(5);
    assertThat(post.failure(Post.with(Post.get("/a"), "method", "POST")).retryable()).isFalse();
    assertThat(post.failure(Post.get("/a")).retryable()).isTrue();
    web.redirecting("/c", 303, "http://nowhere.example/");
    Failure lost = post.failure(Post.with(Post.get("/c"), "method", "POST"));
    assertThat(lost.code()).isEqualTo("http.unknown_host");
    assertThat(lost.retryable()).isFalse();
  }

  @Test
  void aNameThatLeadsElsewhereTheSecondTimeIsCheckedAgain() {
    web.redirecting("/a", 302, "/b").on("/b", 200, "text/plain", "b");
    HttpConnection named = Post.connection("http://rebind.example:" + web.port(), Map.of(), 5);
    Post post = new Post().with(named);
    post.network.name("rebind.example", "127.0.0.1").name("rebind.example", "169.254.169.254");
    assertThat(post.failure(Post.get("/a")).code()).isEqualTo("http.address_refused");
    assertThat(post.network.connected).hasSize(1);
  }

  @Test
  void aNameIsLookedUpOnceForAConnection() {
    web.on("/b", 200, "text/plain", "b");
    Post post =
        new Post().with(Post.connection("http://rebind.example:" + web.port(), Map.of(), 0));
    post.network.name("rebind.example", "127.0.0.1").name("rebind.example", "10.0.0.1");
    assertThat(post.run(Post.get("/b"))).containsEntry("text", "b");
    assertThat(post.network.resolved).containsExactly("rebind.example");
    assertThat(post.network.connected.getFirst().getAddress().getHostAddress())
        .isEqualTo("127.0.0.1");
  }
}
