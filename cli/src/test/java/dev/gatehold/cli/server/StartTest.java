package dev.gatehold.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.EnvelopeTest;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  private static HttpResponse<String> get(URI url) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  @Test
  void a_server_for_people_has_no_password_for_all_and_no_examples() throws Exception {
    try (ServerProcess server = ServerProcess.production(folder, "--port", "0")) {
      assertThat(EnvelopeTest.problems(server.greeting().toString())).isEmpty();
      assertThat(get(server.url().resolve("/health")).statusCode()).isEqualTo(200);
      assertThat(folder.resolve("gatehold-data").resolve("dev-password")).doesNotExist();
      String cookie = get(server.url().resolve("/login")).headers().map().toString();
      assertThat(cookie).doesNotContain("Secure");
    }
  }

  @Test
  void an_address_that_others_reach_needs_tls_in_front() throws Exception {
    try (ServerProcess open =
        ServerProcess.production(folder, "--port", "0", "--host", "0.0.0.0")) {
      assertThat(open.exit()).isEqualTo(1);
      assertThat(open.greeting().at("/error/code").asString()).isEqualTo("server.unsafe");
      assertThat(open.greeting().at("/next/0/why").asString()).contains("--url https://");
    }
    try (ServerProcess behind =
        ServerProcess.production(folder, "--port", "0", "--url", "https://gatehold.example.com/")) {
      assertThat(behind.url()).hasToString("https://gatehold.example.com");
    }
    try (ServerProcess odd =
        ServerProcess.production(folder, "--port", "0", "--url", "gatehold.example.com")) {
      assertThat(odd.exit()).isEqualTo(2);
    }
  }

  @Test
  void flows_run_no_processes_but_those_that_are_named() throws Exception {
    String people =
        Files.writeString(folder.resolve("people.yaml"), "people: [{ id: alice }]").toString();
    String token;
    try (ServerProcess dev = ServerProcess.start(folder, null, "--port", "0", "--people", people)) {
      String password =
          Files.readString(folder.resolve("gatehold-data").resolve("dev-password")).strip();
      Call login =
          Call.post("login").json(JsonText.object().put("user", "alice").put("password", password));
      token = Fields.raw(new Api(dev.url(), null).send(login).body(), "token");
      assertThat(dev.stop()).isNotNegative();
    }
    try (ServerProcess none = ServerProcess.production(folder, "--port", "0", "--people", people)) {
      assertThat(check(none, token)).contains("flow.unknown_connector");
      assertThat(none.stop()).isNotNegative();
    }
    try (ServerProcess one =
        ServerProcess.production(
            folder, "--port", "0", "--people", people, "--exec-allow", "cat")) {
      assertThat(check(one, token))
          .contains("\"flow\":\"list\"")
          .doesNotContain("unknown_connector");
    }
  }

  private static String check(ServerProcess server, String token) {
    String flow = "flow: list\ntitle: List\nsteps:\n  - { id: a, exec: { command: [cat] } }\n";
    Call push = Call.to("PUT", "flows", "list", "draft").query("file", "list.yaml");
    try {
      return new Api(server.url(), token).send(push.text("text/yaml", flow)).body().toString();
    } catch (CliException refused) {
      return refused.getMessage() + refused.details();
    }
  }

  @Test
  void servers_on_one_database_have_everything_in_common() throws Exception {
    String url;
    try (PostgresServer database = PostgresServer.started()) {
      url = database.newDatabase();
      String people =
          Files.writeString(
                  folder.resolve("people.yaml"), "people: [{ id: alice, groups: [engineers] }]")
              .toString();
      String[] options = {"--port", "0", "--people", people, "--database", url};
      try (ServerProcess one = ServerProcess.start(folder, null, options);
          ServerProcess other = ServerProcess.start(folder, null, options)) {
        String password =
            Files.readString(folder.resolve("gatehold-data").resolve("dev-password")).strip();
        Path flow =
            Files.writeString(
                Files.createDirectories(folder.resolve("ask")).resolve("flow.yaml"),
                "flow: ask\ntitle: Ask\nsteps:\n  - id: review\n    approval: { title: Yes?,"
                    + " requires: group:engineers }\n");
        new FlowLoader(SignIn.as(one.url(), "alice", password))
            .load(List.of(flow), "at one server");
        assertThat(new FlowLoader(SignIn.as(other.url(), "alice", password)).isEmpty()).isFalse();
      }
    }
    try (ServerProcess lost = ServerProcess.production(folder, "--port", "0", "--database", url)) {
      assertThat(lost.exit()).isEqualTo(1);
      assertThat(lost.greeting().at("/error/message").asString())
          .startsWith("Expected to open")
          .contains("Check that the server runs");
    }
  }
}
