package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One run of an example: scripted people say their lines, and the narrator tells of it. */
final class Performance {
  private final Stage stage;
  private final String pattern;
  private final Actor requester;
  private final String run;
  private final Map<String, Set<String>> said = new LinkedHashMap<>();

  private Performance(Stage stage, String pattern, Actor requester, String run) {
    this.stage = stage;
    this.pattern = pattern;
    this.requester = requester;
    this.run = run;
  }

  /** Somebody starts a run of an example. */
  static Performance of(
      Stage stage, String flow, String pattern, String requester, ObjectNode input) {
    Actor actor = stage.actor(requester);
    String run = actor.start(flow, input);
    stage.narrator().does(requester, "starts " + flow);
    return new Performance(stage, pattern, actor, run);
  }

  /** A run that has begun by itself, as somebody sees it. */
  static Performance begun(Stage stage, String pattern, Actor witness, String run) {
    return new Performance(stage, pattern, witness, run);
  }

  /** The request as it is put before people now, told to the audience. */
  JsonNode asks() {
    JsonNode request = requester.request(run);
    stage.narrator().follows("the gate asks: " + Fields.line(request, "title"));
    Why.each(request).forEach(stage.narrator()::follows);
    return request;
  }

  void approves(String who) {
    says(who, word("approve"), "approves");
  }

  void rejects(String who, String comment) {
    says(who, word("reject").put("comment", comment), "rejects: “" + comment + "”");
  }

  void requestsChanges(String who, String comment) {
    says(
        who,
        word("request_changes").put("comment", comment),
        "requests changes: “" + comment + "”");
  }

  static ObjectNode word(String choice) {
    return JsonText.object().put("choice", choice);
  }

  /**
   * Somebody says something that counts.
   *
   * @param saying the body of the decision
   * @param told how the narrator tells it
   */
  void says(String who, ObjectNode saying, String told) {
    Actor actor = stage.actor(who);
    actor.decide(actor.request(run), saying);
    stage.narrator().does(who, told);
    said.computeIfAbsent(saying.path("choice").asString(), _ -> new LinkedHashSet<>()).add(who);
  }

  /** Somebody tries to approve and must not. */
  void cannotApprove(String who, String what, String expectation, String code) {
    Actor actor = stage.actor(who);
    JsonNode request = requester.request(run);
    stage.refused(actor, what, expectation, code, 403, () -> actor.approve(request));
  }

  void resubmits(ObjectNode input, String told) {
    int before = requester.lastRequest(requester.run(run)).path("round").asInt();
    requester.resubmit(requester.run(run), input);
    stage.narrator().does(requester.id(), told);
    awaitRequest(request ->
        Fields.raw(request, "status").equals("open") && request.path("round").asInt() > before);
  }

  /** Waits until the request is so. */
  JsonNode awaitRequest(Predicate<JsonNode> condition) {
    return requester.awaitRequest(run, condition);
  }

  /** Waits until a step has this status, and gives the step. */
  JsonNode awaitStep(String step, String status) {
    return requester.awaitStep(run, step, status);
  }

  /**
   * Waits for the end, expects it to be this one, and adds the run to the story; says which run.
   */
  String ends(String status) {
    JsonNode end = requester.end(run);
    JsonNode request = requester.lastRequest(end);
    String flow = Fields.line(end, "flow");
    stage
        .expectations()
        .expect(flow + ": the run is " + status, Fields.raw(end, "status").equals(status));
    stage.story().add(end, pattern, decided(), Why.of(request));
    return run;
  }

  private String decided() {
    return said.isEmpty()
        ? "nobody"
        : said.entrySet().stream()
            .map(each -> brief(each.getKey()) + ": " + String.join(", ", each.getValue()))
            .collect(Collectors.joining("; "));
  }

  private static String brief(String word) {
    return switch (word) {
      case "approve" -> "yes";
      case "reject" -> "no";
      case "request_changes" -> "changes";
      case "approve_with_conditions" -> "yes, with a condition";
      default -> word.replace('_', ' ');
    };
  }
}
