package dev.gatehold.bench.waiting;

import java.io.IOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at a server: signed in for its pages and for its API. */
final class Visitor {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final URI server;
  private final String person;
  private String token = "";

  Visitor(URI server, String person) {
    this.server = server;
    this.person = person;
  }

  /** Signs in at both doors. */
  Visitor signIn(String password) throws IOException, InterruptedException {
    Matcher csrf = CSRF.matcher(page("/login"));
    if (!csrf.find()) {
      throw new IOException("Expected a form to sign in with at " + server + ".");
    }
    String form =
        "user=%s&password=%s&_csrf=%s"
            .formatted(
                person,
                URLEncoder.encode(password, StandardCharsets.UTF_8),
                URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8));
    send(
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
    token =
        call("POST", "/login", Map.of(), Map.of("user", person, "password", password))
            .path("token")
            .asString();
    return this;
  }

  /** A page as a browser gets it. */
  String page(String path) throws IOException, InterruptedException {
    return send(request(path).header("Accept", "text/html"));
  }

  /** An answer of the API. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(api(path)));
  }

  /** Approves; returns when the server has said that it is done. */
  void approve(Desk.Paused paused) throws IOException, InterruptedException {
    call(
        "POST",
        "/requests/" + paused.run() + "." + Crowd.GATE + "/decisions",
        Map.of("If-Match", "\"" + paused.subject().text() + "\""),
        Map.of("choice", "approve", "comment", "Fits."));
  }

  private JsonNode call(
      String method, String path, Map<String, String> headers, Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        api(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    headers.forEach(request::header);
    return JSON.readTree(send(request));
  }

  private HttpRequest.Builder api(String path) {
    HttpRequest.Builder request = request("/api/v1" + path);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path));
  }

  private String send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IOException(
          "%s %s: %d".formatted(request.method(), request.uri().getPath(), answer.statusCode()));
    }
    return answer.body();
  }
}
