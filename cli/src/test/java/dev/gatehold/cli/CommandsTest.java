package dev.gatehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import dev.gatehold.cli.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands against a real server, as scripts and people use them. */
class CommandsTest {
  private static final String FLOW =
      """
      flow: deploy
      title: Deploy a service
      input:
        type: object
        required: [service]
        additionalProperties: false
        properties: { service: { type: string }, risk: { type: integer } }
      steps:
        - id: review
          approval:
            title: "Deploy ${{ input.service }}"
            summary: To production.
            requires: { label: Another engineer, from: [group:engineers] }
            evidence: [ { text: "changes of ${{ input.service }}", title: Changes, required: true } ]
            form:
              type: object
              additionalProperties: false
              properties: { window: { type: string } }
            outcomes: { reject: { comment: required } }
        - id: done
          set: { service: "${{ input.service }}" }
      """;

  @TempDir static Path folder;
  private static LocalServer server;
  private static Shell alice;
  private static Shell bob;

  @BeforeAll
  static void start() throws IOException {
    server = LocalServer.start(folder);
    alice = server.shellOf("alice");
    bob = server.shellOf("bob");
    Files.writeString(folder.resolve("deploy.yaml"), FLOW);
    assertThat(alice.run("flow", "push", "deploy.yaml").exit()).isZero();
    assertThat(alice.run("flow", "release", "deploy", "--promote").exit()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String runOf(String service) {
    return alice
        .run("run", "start", "deploy", "--input", "service=" + service, "--json")
        .data()
        .path("id")
        .asString();
  }

  private static String subjectOf(String request) {
    return bob.run("request", "show", request, "--json").data().path("subject").asString();
  }

  @Test
  void the_main_path_from_push_to_done_by_json_alone() throws IOException {
    List<Result> results = new ArrayList<>();
    String flow = FLOW.replace("flow: deploy", "flow: main-path");
    Files.writeString(folder.resolve("main-path.yaml"), flow);
    results.add(alice.run("flow", "check", "main-path.yaml", "--json"));
    results.add(alice.run("flow", "push", "main-path.yaml", "--json"));
    results.add(alice.run("flow", "release", "main-path", "--note", "First", "--json"));
    results.add(alice.run("flow", "promote", "main-path", "1", "--json"));
    results.add(alice.run("flow", "list", "--json"));
    results.add(alice.run("flow", "show", "main-path", "--json"));
    results.add(alice.run("flow", "show", "main-path", "--release", "1", "--json"));
    Result started =
        alice.run("run", "start", "main-path", "-i", "service=web", "-i", "risk=3", "--json");
    results.add(started);
    String run = started.data().path("id").asString();
    Result inbox = bob.run("inbox", "--json");
    results.add(inbox);
    String request = run + ".review";
    assertThat(inbox.data().path("items").findValuesAsString("id")).contains(request);
    results.add(bob.run("request", "show", request, "--json"));
    results.add(bob.run("request", "explain", request, "--json"));
    results.add(bob.run("approve", request, "--digest", subjectOf(request), "--json"));
    Result watched = alice.run("run", "watch", run, "--timeout", "1m", "--json");
    results.add(watched);
    results.add(alice.run("run", "show", run, "--json"));
    results.add(alice.run("run", "list", "--flow", "main-path", "--json"));

    for (Result result : results) {
      assertThat(result.exit()).as(result.text()).isZero();
      assertThat(EnvelopeTest.problems(result.out())).as(result.out()).isEmpty();
      assertThat(result.err()).isEmpty();
    }
    assertThat(started.data().at("/input/risk").asInt()).isEqualTo(3);
    assertThat(started.json().at("/next/0/command").asString())
        .isEqualTo("gatehold request show " + request);
    assertThat(watched.data().path("status").asString()).isEqualTo("completed");
  }

  @Test
  void people_see_what_they_decide_on_and_confirm_it() {
    String request = runOf("shop") + ".review";

    Result shown = bob.run("request", "show", request);
    assertThat(shown.out())
        .contains("Deploy shop", "Another engineer", "changes of shop", "To production.")
        .contains("Deploy a service (deploy@1)", "Alice Adler", "sha256:");
    Result asked = bob.atTerminal().with("NO_COLOR", "1").typing("n\n").run("approve", request);
    assertThat(asked.exit()).isEqualTo(1);
    assertThat(asked.err()).contains("Approve this? [y/N]", "nothing was decided");
    Result said = bob.typing("y\n").run("approve", request);
    assertThat(said.exit()).isZero();
    assertThat(said.out()).contains("You approved “Deploy shop”.");
    assertThat(bob.run("request", "show", request).out()).contains("Bob Brandt  approve");
  }

  @Test
  void a_decision_can_be_taken_back_while_the_gate_is_open() throws IOException {
    String flow =
        FLOW.replace("flow: deploy", "flow: pair")
            .replace("from: [group:engineers]", "from: [group:engineers], count: 2");
    Files.writeString(folder.resolve("pair.yaml"), flow);
    alice.run("flow", "push", "pair.yaml");
    String run =
        alice
            .run("run", "start", "pair", "--draft", "-i", "service=a", "--json")
            .data()
            .path("id")
            .asString();
    String request = run + ".review";
    assertThat(bob.run("approve", request, "--yes", "--json").exit()).isZero();

    Result withdrawn = bob.run("withdraw", request, "--json");

    assertThat(withdrawn.exit()).isZero();
    assertThat(withdrawn.data().path("status").asString()).isEqualTo("open");
    Result again = bob.run("withdraw", request, "--json");
    assertThat(again.exit()).isEqualTo(5);
    assertThat(again.errorCode()).isEqualTo("decision.absent");
  }

  @Test
  void the_exit_code_of_a_wait_is_how_it_ended() {
    String pending = runOf("pending");
    assertThat(alice.run("run", "watch", pending, "--timeout", "1s").exit()).isEqualTo(8);
    assertThat(alice.run("request", "show", pending + ".review", "--wait=1s").exit()).isEqualTo(8);

    bob.run("reject", pending + ".review", "--yes", "--comment", "Not today");
    assertThat(alice.run("run", "watch", pending).exit()).isEqualTo(10);
    assertThat(alice.run("request", "show", pending + ".review", "--wait").exit()).isEqualTo(10);

    String cancelled = runOf("cancelled");
    assertThat(alice.run("run", "cancel", cancelled, "--reason", "Changed my mind").exit()).isZero();
    assertThat(alice.run("run", "watch", cancelled).exit()).isEqualTo(12);
    assertThat(alice.run("request", "show", cancelled + ".review", "--wait").exit()).isEqualTo(12);
  }

  @Test
  void a_start_that_waits_ends_when_the_run_does() throws Exception {
    CompletableFuture<Result> waiting =
        CompletableFuture.supplyAsync(
            () -> alice.run("run", "start", "deploy", "-i", "service=waits", "--wait", "--json"));
    String request = requestTitled("Deploy waits");

    assertThat(bob.run("approve", request, "--yes", "--json").exit()).isZero();

    Result ended = waiting.get(1, TimeUnit.MINUTES);
    assertThat(ended.exit()).isZero();
    assertThat(ended.data().path("status").asString()).isEqualTo("completed");
  }

  private static String requestTitled(String title) {
    while (true) {
      for (JsonNode request : bob.run("inbox", "--json").data().path("items")) {
        if (request.path("title").asString().equals(title)) {
          return request.path("id").asString();
        }
      }
    }
  }

  @Test
  void the_same_key_never_starts_a_second_run() {
    String[] start = {"run", "start", "deploy", "-i", "service=once", "--key", "k-1", "--json"};

    assertThat(alice.run(start).data().path("id")).isEqualTo(alice.run(start).data().path("id"));

    Result other =
        alice.run("run", "start", "deploy", "-i", "service=other", "--key", "k-1", "--json");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.errorCode()).isEqualTo("key.reused");
  }

  @Test
  void refusals_have_their_exit_code_and_a_next_step() throws IOException {
    String request = runOf("refused") + ".review";
    String stale = "sha256:" + "0".repeat(64);

    refused(alice.run("approve", request, "--yes", "--json"), 4, "decider.excluded");
    refused(bob.run("approve", request, "--digest", stale, "--json"), 5, "subject.stale");
    refused(bob.run("reject", request, "--yes", "--json"), 2, "comment.missing");
    refused(bob.run("approve", request, "--yes", "--form", "a=1", "--json"), 2, "form.invalid");
    assertThat(bob.run("approve", request, "--yes").exit()).isZero();
    refused(bob.run("reject", request, "--yes", "--comment", "x", "--json"), 5, "request.closed");
    refused(alice.run("run", "show", "run_nothing", "--json"), 1, "run.unknown");
    refused(alice.run("request", "show", "run_nothing.x", "--json"), 1, "request.unknown");
    refused(alice.run("run", "start", "deplyo", "--json"), 1, "flow.unknown");
    refused(alice.run("run", "start", "deploy", "--json"), 2, "input.invalid");
    refused(alice.run("flow", "promote", "deploy", "9", "--json"), 1, "release.unknown");
    refused(alice.run("people", "add", "eve", "--password-stdin", "--json"), 2, "password.missing");
  }

  private static void refused(Result result, int exit, String code) throws IOException {
    assertThat(result.errorCode()).as(result.text()).isEqualTo(code);
    assertThat(result.exit()).as(result.text()).isEqualTo(exit);
    assertThat(EnvelopeTest.problems(result.out())).as(result.out()).isEmpty();
    assertThat(result.json().path("next").size()).as(result.out()).isPositive();
  }

  @Test
  void agents_ask_and_never_decide() throws IOException {
    String request = runOf("agent") + ".review";
    Result made = bob.run("token", "create", "helper", "--json");
    assertThat(made.exit()).isZero();
    Path token = folder.resolve("agent-token");
    Files.writeString(token, made.data().path("token").asString());
    Shell agent =
        new Shell(folder)
            .with("GATEHOLD_SERVER", server.url())
            .with("GATEHOLD_TOKEN_FILE", token.toString());

    assertThat(agent.run("whoami", "--json").data().path("kind").asString()).isEqualTo("agent");
    assertThat(agent.run("run", "start", "deploy", "-i", "service=asked").exit()).isZero();
    refused(agent.run("approve", request, "--yes", "--json"), 4, "decider.not_a_person");
  }

  @Test
  void whoever_is_signed_in_can_be_chosen_and_forgotten() {
    Shell shared = server.shellOf("carol");
    shared.typing(LocalServer.PASSWORD + "\n").run("login", "alice", "--password-stdin");

    assertThat(shared.run("whoami").out()).contains("alice  Alice Adler (person)", "engineers");
    assertThat(shared.run("whoami", "--as", "carol").out()).contains("carol  Carol Conti");
    assertThat(shared.run("whoami", "--as", "dave").exit()).isEqualTo(4);
    assertThat(shared.run("logout", "--as", "alice").out()).contains("alice");
    assertThat(shared.run("whoami").out()).contains("carol");
    assertThat(shared.run("logout").exit()).isZero();
    assertThat(shared.run("whoami").exit()).isEqualTo(4);
  }

  @Test
  void a_wrong_password_and_a_dead_token_are_not_signed_in() throws IOException {
    Shell shell = new Shell(folder).with("GATEHOLD_SERVER", server.url());
    refused(
        shell.typing("wrong\n").run("login", "bob", "--password-stdin", "--json"),
        4,
        "credentials.invalid");
    Path token = Files.writeString(folder.resolve("dead"), "gthp_" + "a".repeat(42));
    refused(
        shell.with("GATEHOLD_TOKEN_FILE", token.toString()).run("inbox", "--json"),
        4,
        "credentials.invalid");
  }

  @Test
  void an_administrator_makes_accounts() {
    Shell root = server.shellOf("root");
    Result added =
        root.typing("a-long-enough-password\n")
            .run("people", "add", "frida", "--group", "engineers", "--password-stdin", "--json");

    assertThat(added.exit()).as(added.text()).isZero();
    assertThat(added.out()).doesNotContain("a-long-enough-password");
    assertThat(
            alice.typing("a-long-enough-password\n")
                .run("people", "add", "eve", "--password-stdin", "--json")
                .exit())
        .isEqualTo(4);
  }

  @Test
  void a_bad_flow_file_is_reported_like_a_compiler_does_it() throws IOException {
    String bad = FLOW.replace("group:engineers", "group:enginers").replace("set:", "sett:");
    Files.writeString(folder.resolve("bad.yaml"), bad);

    for (String command : List.of("check", "push")) {
      Result result = alice.run("flow", command, "bad.yaml");
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.out()).contains("bad.yaml:13:51:", "bad.yaml:21:5:", "^", "error [", "Did you mean 'set'?", "✗ bad.yaml");
    }
    Result json = alice.run("flow", "check", "bad.yaml", "deploy.yaml", "--json");
    assertThat(json.exit()).isEqualTo(2);
    assertThat(EnvelopeTest.problems(json.out())).isEmpty();
    assertThat(json.data().path("ok").asBoolean()).isFalse();
    assertThat(json.data().at("/files/0/problems/0/line").asInt()).isPositive();
    assertThat(json.data().at("/files/1/ok").asBoolean()).isTrue();
  }

  @Test
  void only_a_server_knows_who_there_is() throws IOException {
    Files.writeString(
        folder.resolve("typo.yaml"), FLOW.replace("group:engineers", "group:enginers"));

    Result here = alice.run("flow", "check", "typo.yaml", "--offline", "--json");
    Result there = alice.run("flow", "check", "typo.yaml", "--json");

    assertThat(here.exit()).as(here.text()).isZero();
    assertThat(there.exit()).isEqualTo(2);
    assertThat(there.out()).contains("engineers");
  }
}
