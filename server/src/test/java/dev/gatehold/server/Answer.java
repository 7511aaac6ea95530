package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
record Answer(HttpResponse<byte[]> http) {
  private static final JsonMapper JSON = new JsonMapper();

  int status() {
    return http.statusCode();
  }

  JsonNode json() {
    return JSON.readTree(http.body());
  }

  String header(String name) {
    return http.headers().firstValue(name).orElse("");
  }

  String text(String pointer) {
    return json().at(pointer).asString("");
  }

  /** Checks the status and gives the body. */
  JsonNode ok(int status) {
    assertThat(status())
        .as("%s", new String(http.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    return json();
  }

  /** Checks that it is a whole problem document with this status and code. */
  JsonNode problem(int status, String code) {
    JsonNode body = ok(status);
    assertThat(header("Content-Type")).startsWith("application/problem+json");
    assertThat(body.at("/code").asString()).isEqualTo(code);
    assertThat(body.at("/status").asInt()).isEqualTo(status);
    assertThat(body.at("/type").asString()).isEqualTo("https://gatehold.dev/errors/" + code);
    assertThat(body.at("/title").asString()).isNotBlank();
    assertThat(body.at("/detail").asString()).contains("xpected ");
    assertThat(body.at("/next/0/why").asString()).isNotBlank();
    return body;
  }

  static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
