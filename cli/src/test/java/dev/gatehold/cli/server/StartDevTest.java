package dev.gatehold.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StartDevTest {
  /** Tests run in the module's folder; the examples stand beside it. */
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void a_new_folder_gets_the_examples_once_and_a_restart_keeps_everything() throws Exception {
    String password;
    try (ServerProcess first = ServerProcess.start(folder, HOME, "--port", "0")) {
      assertThat(EnvelopeTest.problems(first.greeting().toString())).isEmpty();
      assertThat(status(first.url().resolve("/health"))).isEqualTo(200);
      password = password();
      assertThat(flows(first, password)).isEqualTo(examples());
      first.stop();
      assertThat(first.log()).contains("Stopping …").contains("Stopped.");
    }
    try (ServerProcess second = ServerProcess.start(folder, HOME, "--port", "0")) {
      assertThat(password()).isEqualTo(password);
      assertThat(flows(second, password)).isEqualTo(examples());
    }
  }

  @Test
  void a_taken_folder_and_a_taken_port_are_clear_errors() throws Exception {
    try (ServerProcess running = ServerProcess.start(folder, null, "--port", "0");
        ServerProcess second = ServerProcess.start(folder, null, "--port", "0")) {
      assertThat(second.exit()).isEqualTo(1);
      assertThat(message(second)).contains("Expected data folder").contains("--data");
      assertThat(status(running.url().resolve("/health"))).isEqualTo(200);
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      try (ServerProcess third = ServerProcess.start(folder, null, "--port", port)) {
        assertThat(third.exit()).isEqualTo(1);
        assertThat(message(third)).contains("port " + port);
        assertThat(third.greeting().at("/next/0/why").asString()).contains("--port");
      }
    }
  }

  @Test
  void processes_can_be_switched_off() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(folder, HOME, "--port", "0", "--no-exec", "--keep-resources", "90d")) {
      assertThat(flows(server, password())).as("the examples run processes").isEmpty();
      Path flow =
          Files.writeString(
              folder.resolve("process.yaml"),
              "flow: process\ntitle: A process\nsteps:\n  - { id: a, exec: { command: [ls] } }\n");
      Result push =
          new Shell(folder)
              .with("GATEHOLD_SERVER", server.url().toString())
              .run("flow", "push", flow.toString(), "--json");
      assertThat(push.exit()).as(push.text()).isEqualTo(2);
      assertThat(push.out()).contains("flow.unknown_connector");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--keep-resources 23h",
        "--keep-resources soon",
        "--exec-allow git --no-exec",
        "--exec-allow bin/tool",
        "--exec-allow git,,make"
      })
  void unsafe_or_unclear_options_are_refused_before_anything_starts(String options) {
    List<String> command = new ArrayList<>(List.of("server", "start-dev", "--port", "0"));
    command.addAll(List.of(options.split(" ", -1)));

    Result refused = new Shell(folder).run(command.toArray(String[]::new));

    assertThat(refused.exit()).as(refused.text()).isEqualTo(2);
    assertThat(refused.err()).contains("Expected").contains(options.split(" ", -1)[0]);
  }

  @Test
  void the_password_is_for_its_owner_only() throws IOException {
    String password = DevPassword.of(folder.resolve("data"));

    assertThat(password).matches("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}");
    assertThat(DevPassword.of(folder.resolve("data"))).isEqualTo(password);
    assertThat(DevPassword.fresh()).isNotEqualTo(password);
    Path file = folder.resolve("data").resolve("dev-password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void the_banner_says_where_everything_is_and_how_to_get_in() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    URI url = URI.create("http://127.0.0.1:9000");
    DevBanner banner =
        new DevBanner(
            url,
            "./data",
            "./floors",
            "aaaa-bbbb-cccc",
            url.resolve("/setup/x"),
            true,
            List.of("a@1", "b@1", "c@1", "d@1", "e@1"));

    banner.print(
        new Printer(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), Style.PLAIN, Instant.EPOCH));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            Gatehold  development mode: not for production

              Inbox     http://127.0.0.1:9000/
              API       http://127.0.0.1:9000/api/v1   (OpenAPI: http://127.0.0.1:9000/api/v1/openapi.json)
              Schema    http://127.0.0.1:9000/schema/flow.v1.json
              Health    http://127.0.0.1:9000/health
              Data      ./data   (delete the folder to start over)
              Floors    ./floors   (rules that every flow is held to; GET /api/v1/floors)
              Admin     http://127.0.0.1:9000/setup/x   one use, valid 30 minutes
              Flows     a@1, b@1, c@1 and 2 more   (from examples/)

              Password  aaaa-bbbb-cccc   for everybody without one of their own
              Sign in   in the browser as alice, bob, carol, dora or emil; here: gatehold login bob --server http://127.0.0.1:9000
              Stop      Ctrl-C
            """);
  }

  /** One release of each example; its flow is called as its folder is. */
  private static List<String> examples() throws IOException {
    try (Stream<Path> folders = Files.list(HOME.resolve("examples"))) {
      List<String> examples =
          folders
              .filter(folder -> Files.exists(folder.resolve("flow.yaml")))
              .map(folder -> folder.getFileName() + " 1")
              .sorted()
              .toList();
      assertThat(examples).hasSizeGreaterThan(1);
      return examples;
    }
  }

  private String password() throws IOException {
    return Files.readString(folder.resolve("gatehold-data").resolve("dev-password")).strip();
  }

  private List<String> flows(ServerProcess server, String password) {
    Shell alice = new Shell(folder).with("GATEHOLD_SERVER", server.url().toString());
    assertThat(alice.typing(password + "\n").run("login", "alice", "--password-stdin").exit())
        .isZero();
    JsonNode flows = alice.run("flow", "list", "--json").data().path("items");
    return flows
        .valueStream()
        .map(flow -> flow.path("flow").asString() + " " + flow.path("newest"))
        .toList();
  }

  private static String message(ServerProcess server) {
    return server.greeting().at("/error/message").asString();
  }

  private static int status(URI uri) throws IOException {
    return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
  }
}
