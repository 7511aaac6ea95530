package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser without a screen does: keeps cookies, follows nothing, sends forms. */
final class WebSession {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI base;

  WebSession(URI base) {
    this.base = base;
  }

  /** A session of this person. */
  static WebSession of(TestServer server, String person) {
    WebSession session = new WebSession(server.baseUri());
    HttpResponse<String> answer = session.signIn(person, TestServer.PASSWORD);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/");
    return session;
  }

  HttpResponse<String> signIn(String user, String password) {
    return post("/login", "/login", Map.of("user", user, "password", password));
  }

  HttpResponse<String> get(String path) {
    return send("GET", path);
  }

  HttpResponse<String> send(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  /** Sends a form with the token of the page that it stands on. */
  HttpResponse<String> post(String page, String action, Map<String, String> fields) {
    Matcher token = CSRF.matcher(get(page).body());
    assertThat(token.find()).as("a form on %s", page).isTrue();
    Map<String, String> all = new TreeMap<>(fields);
    all.put("_csrf", token.group(1));
    return postWithoutToken(action, all);
  }

  HttpResponse<String> postWithoutToken(String action, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(action)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Accept", "text/html");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
