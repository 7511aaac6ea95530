package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.run.Follower;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody of the cast, with a token of their own, doing over the public API what people do. */
final class Actor {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String id;
  private final Api api;

  Actor(String id, Api api) {
    this.id = id;
    this.api = api;
  }

  String id() {
    return id;
  }

  Api api() {
    return api;
  }

  /** An agent that acts for this person. */
  Actor agent(String name) {
    ObjectNode wish = JsonText.object().put("name", name).put("kind", "agent");
    JsonNode token = api.send(Call.post("tokens").json(wish)).body();
    return new Actor("agent", new Api(api.server(), Fields.raw(token, "token")));
  }

  String start(String flow, ObjectNode input) {
    ObjectNode body = JsonText.object().put("flow", flow);
    body.set("input", input);
    Call call = Call.post("runs").header("Idempotency-Key", UUID.randomUUID().toString());
    return Fields.raw(api.send(call.json(body)).body(), "id");
  }

  JsonNode run(String run) {
    return new Follower(api).now(run);
  }

  /** The run when it is over. */
  JsonNode end(String run) {
    JsonNode last =
        new Follower(api).follow(run, new Patience(InstantSource.system(), PATIENCE), state -> {});
    if (Fields.raw(last, "status").equals("active")) {
      throw stuck(run, last);
    }
    return last;
  }

  /** The request that a run makes next, or makes now. */
  JsonNode request(String run) {
    return awaitRequest(run, request -> Fields.raw(request, "status").equals("open"));
  }

  /** The request of a run as soon as it is so. */
  JsonNode awaitRequest(String run, Predicate<JsonNode> condition) {
    JsonNode[] found = new JsonNode[1];
    await(
        run,
        state -> {
          for (String id : Fields.texts(state, "requests")) {
            JsonNode request = api.send(Call.get("requests", id)).body();
            if (condition.test(request)) {
              found[0] = request;
              return true;
            }
          }
          return false;
        });
    return found[0];
  }

  /** A step of a run as soon as it has this status. */
  JsonNode awaitStep(String run, String id, String status) {
    JsonNode state = await(run, each -> Fields.raw(step(each, id), "status").equals(status));
    return step(state, id);
  }

  static JsonNode step(JsonNode run, String id) {
    return Fields.items(run, "steps").stream()
        .filter(step -> Fields.raw(step, "id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode await(String run, Predicate<JsonNode> condition) {
    Patience patience = new Patience(InstantSource.system(), PATIENCE);
    JsonNode state = run(run);
    while (!condition.test(state)) {
      if (!Fields.raw(state, "status").equals("active") || !patience.left()) {
        throw stuck(run, state);
      }
      long seen = state.path("seq").asLong();
      state =
          patience.ask(api, wait -> Call.get("runs", run).query("seen", seen).waiting(wait)).body();
    }
    return state;
  }

  /** The last request that a run made. */
  JsonNode lastRequest(JsonNode run) {
    return api.send(Call.get("requests", Fields.texts(run, "requests").getLast())).body();
  }

  JsonNode approve(JsonNode request, ObjectNode form) {
    ObjectNode saying = JsonText.object().put("choice", "approve");
    saying.set("form", form);
    return decide(request, saying);
  }

  JsonNode approve(JsonNode request) {
    return approve(request, JsonText.object());
  }

  JsonNode reject(JsonNode request, String comment) {
    return decide(request, JsonText.object().put("choice", "reject").put("comment", comment));
  }

  /** Says this of what the request shows now. */
  JsonNode decide(JsonNode request, ObjectNode saying) {
    return api.send(
            Call.post("requests", Fields.raw(request, "id"), "decisions")
                .header("If-Match", '"' + Fields.raw(request, "subject") + '"')
                .json(saying))
        .body();
  }

  /** Answers a request for changes with this input. */
  void resubmit(JsonNode run, ObjectNode input) {
    ObjectNode body = JsonText.object();
    body.set("input", input);
    String id = Fields.texts(run, "requests").getLast();
    api.send(Call.post("requests", id, "resubmit").json(body));
  }

  private static CliException stuck(String run, JsonNode state) {
    return new CliException(
        ExitCode.ERROR,
        "demo.stuck",
        "Expected run "
            + run
            + " to go on, but it is "
            + Fields.line(state, "status")
            + ": "
            + Fields.line(state, "waiting_for")
            + Fields.line(state, "reason")
            + ".");
  }
}
