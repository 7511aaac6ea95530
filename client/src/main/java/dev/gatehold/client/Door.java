package dev.gatehold.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of one server, as one principal. No redirect is followed: a token goes nowhere else. */
final class Door implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI server;
  private final String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  Door(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Posts JSON and gives the answer; missing for one without a body. */
  JsonNode post(String path, Map<String, ? extends @Nullable Object> body)
      throws IOException, InterruptedException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    return send(request(path, "application/json", BodyPublishers.ofByteArray(bytes)));
  }

  /** Stores a file and gives the reference to it. */
  JsonNode store(String name, String mediaType, Path file)
      throws IOException, InterruptedException {
    String path = "/resources?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    return send(request(path, mediaType, BodyPublishers.ofFile(file)));
  }

  private HttpRequest request(String path, String type, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", type)
        .timeout(ANSWER)
        .POST(body)
        .build();
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    JsonNode body = tree(answer.body());
    if (answer.statusCode() / 100 == 2) {
      return body;
    }
    String said = body.path("detail").asString("");
    throw new ServerRefused(
        answer.statusCode(),
        body.path("code").asString(""),
        said.isEmpty()
            ? "Expected "
                + server
                + " to answer "
                + request.uri().getPath()
                + ", but it gave "
                + answer.statusCode()
                + ". See that this is the address of a Gatehold server."
            : said);
  }

  private static JsonNode tree(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException noJson) {
      return JSON.missingNode();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
