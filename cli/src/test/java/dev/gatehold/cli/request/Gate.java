package dev.gatehold.cli.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import dev.gatehold.cli.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A real server with a gate that has everything, and the people who meet at it. */
final class Gate implements AutoCloseable {
  static final String FLOW =
      """
      flow: change
      title: Change a service
      input:
        type: object
        required: [service, amount]
        additionalProperties: false
        properties: { service: { type: string }, amount: { type: integer } }
      steps:
        - id: review
          approval:
            title: "Change ${{ input.service }} by ${{ input.amount }}"
            requires: { label: Two engineers, from: [group:engineers], count: 2 }
            outcomes:
              reject: { comment: required }
              in_window:
                as: approve
                label: Only at night
                form:
                  type: object
                  required: [window]
                  properties: { window: { type: string }, note: { type: string } }
              later: { as: reject, label: Not this week }
            rework: { by: requester, rounds: 3 }
            modify: [amount]
            time:
              due: 4h
              remind: [2h]
              escalate: [{ after: due, to: [user:dora] }]
              expire: { after: 24h }
        - id: apply
          exec: { command: ["true"] }
      """;

  private static final String FLOOR =
      """
      floor: night-changes
      title: Changes at night are seen by security
      binds: { flows: [floored] }
      requires: { label: Security, from: [group:security] }
      """;

  private final Path folder;
  private final LocalServer server;
  final Shell alice;
  final Shell bob;
  final Shell carol;
  final Shell dora;
  final Shell root;

  Gate(Path folder) throws IOException {
    this.folder = folder;
    Path floors = Files.createDirectories(folder.resolve("data").resolve("floors"));
    Files.writeString(floors.resolve("night.yaml"), FLOOR);
    server = LocalServer.start(folder);
    alice = shellOf("alice");
    bob = shellOf("bob");
    carol = shellOf("carol");
    dora = shellOf("dora");
    root = shellOf("root");
    publish(FLOW);
  }

  Shell shellOf(String user) {
    return server.shellOf(user);
  }

  /** An agent of alice's. */
  Shell agent() throws IOException {
    String token = alice.run("token", "create", "helper", "--json").data().path("token").asString();
    Path file = Files.writeString(folder.resolve("agent-token"), token);
    return new Shell(folder)
        .with("GATEHOLD_SERVER", server.url())
        .with("GATEHOLD_TOKEN_FILE", file.toString());
  }

  /** Makes a flow live under the name that stands in it. */
  void publish(String flow) throws IOException {
    String name = flow.substring("flow: ".length(), flow.indexOf('\n'));
    Files.writeString(folder.resolve(name + ".yaml"), flow);
    fine(alice.run("flow", "push", name + ".yaml"));
    fine(alice.run("flow", "release", name, "--promote"));
  }

  /** What alice asks about a service; the request's id. */
  String request(String service) {
    return request(alice, "change", service);
  }

  String request(Shell by, String flow, String service) {
    Result run =
        by.run("run", "start", flow, "-i", "service=" + service, "-i", "amount=7", "--json");
    return fine(run).data().path("id").asString() + ".review";
  }

  static JsonNode shown(Shell by, String request) {
    return fine(by.run("request", "show", request, "--json")).data();
  }

  static Result fine(Result result) {
    assertThat(result.exit()).as(result.text()).isZero();
    return result;
  }

  static Result fineJson(Result result) throws IOException {
    assertThat(EnvelopeTest.problems(fine(result).out())).as(result.out()).isEmpty();
    assertThat(result.err()).isEmpty();
    return result;
  }

  static void refused(Result result, int exit, String code) throws IOException {
    assertThat(result.errorCode()).as(result.text()).isEqualTo(code);
    assertThat(result.exit()).as(result.text()).isEqualTo(exit);
    assertThat(EnvelopeTest.problems(result.out())).as(result.out()).isEmpty();
  }

  /** The commands of its next steps; an empty text for a step that is none. */
  static List<String> commands(Result result) {
    return StreamSupport.stream(result.json().path("next").spliterator(), false)
        .map(step -> step.path("command").asString(""))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
