package dev.gatehold.server;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Runs of {@code change.yaml}, whose gate asks one engineer and whose evidence can be chosen. */
final class Changes {
  private Changes() {}

  /** Starts one as alice, and gives the id of its request once that is open. */
  static String open(TestServer server, String subject, String text) {
    String run =
        server
            .as("alice", "POST", "/runs")
            .json(Map.of("flow", "change", "input", Map.of("subject", subject, "text", text)))
            .send()
            .ok(201)
            .at("/id")
            .asString();
    JsonNode state = run(server, run, 0);
    while (state.at("/requests").isEmpty()) {
      state = run(server, run, state.at("/seq").asLong());
    }
    return run + ".review";
  }

  /** The run of this request, as soon as it is over. */
  static JsonNode whenOver(TestServer server, String request) {
    JsonNode state = run(server, runOf(request), 0);
    while (state.at("/status").asString().equals("active")) {
      state = run(server, runOf(request), state.at("/seq").asLong());
    }
    return state;
  }

  static String runOf(String request) {
    return request.substring(0, request.indexOf('.'));
  }

  private static JsonNode run(TestServer server, String run, long seen) {
    return server.as("alice", "GET", "/runs/" + run + "?wait=30s&seen=" + seen).send().ok(200);
  }
}
