package dev.gatehold.bench.served;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person at a server's API. It speaks through {@link HttpURLConnection}, because the callers
 * share the processors with what they measure: {@code java.net.http} took five times as much of
 * them for a call.
 *
 * @param token empty before the person has signed in
 */
record Api(URI server, String token) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PATIENCE = 60_000;

  /**
   * Says how many connections to a server are kept, so that each caller has one, and that a call
   * that breaks is an error. Only what is said before the first call of a process counts.
   */
  static void keep(int connections) {
    System.setProperty("http.maxConnections", String.valueOf(connections));
    System.setProperty("sun.net.http.retryPost", "false");
  }

  /** Somebody who has signed in with a password. */
  static Api signedIn(URI server, String person, String password) throws IOException {
    Api nobody = new Api(server, "");
    Answer answer = nobody.post("/login", Map.of(), Map.of("user", person, "password", password));
    return new Api(server, answer.body().path("token").asString());
  }

  /** The same person, with the same token, at another server of the same database. */
  Api at(URI other) {
    return new Api(other, token);
  }

  /**
   * What a server said.
   *
   * @param tag the {@code ETag} with its quotes; empty when there is none
   */
  record Answer(String tag, String text) {
    JsonNode body() {
      return JSON.readTree(text);
    }
  }

  Answer get(String path) throws IOException {
    return call("GET", path, Map.of(), "", null);
  }

  Answer post(String path, Map<String, String> headers, Map<String, ?> body) throws IOException {
    return call("POST", path, headers, "application/json", JSON.writeValueAsBytes(body));
  }

  Answer put(String path, Map<String, ?> body) throws IOException {
    return call("PUT", path, Map.of(), "application/json", JSON.writeValueAsBytes(body));
  }

  Answer putText(String path, String type, String text) throws IOException {
    return call("PUT", path, Map.of(), type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Fails with what the server says when that is no success. */
  private Answer call(
      String method, String path, Map<String, String> headers, String type, byte @Nullable [] body)
      throws IOException {
    URI uri = URI.create(server + "/api/v1" + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(PATIENCE);
    connection.setReadTimeout(PATIENCE);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    headers.forEach(connection::setRequestProperty);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", type);
      connection.setFixedLengthStreamingMode(body.length);
      connection.getOutputStream().write(body);
    }
    int status = connection.getResponseCode();
    // What is left unread would cost the connection.
    try (InputStream stream =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String text = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      if (status / 100 != 2) {
        throw new IOException("%s %s: %d %s".formatted(method, path, status, text));
      }
      String tag = connection.getHeaderField("ETag");
      return new Answer(tag == null ? "" : tag, text);
    }
  }
}
