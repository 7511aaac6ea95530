package dev.gatehold.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
      assertThat(flows(first, password))
          .contains("code-change 1", "content-draft 1")
          .allMatch(flow -> flow.endsWith(" 1"));
      first.stop();
      assertThat(first.log()).contains("Stopping …").contains("Stopped.");
    }
    try (ServerProcess second = ServerProcess.start(folder, HOME, "--port", "0")) {
      assertThat(password()).isEqualTo(password);
      assertThat(flows(second, password))
          .contains("code-change 1", "content-draft 1")
          .allMatch(flow -> flow.endsWith(" 1"));
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
            List.of("code-change@1"));

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
              Flows     code-change@1   (from examples/)

              Password  aaaa-bbbb-cccc   for everybody without one of their own
              Sign in   in the browser as alice, bob, carol, dora or emil; here: gatehold login bob --server http://127.0.0.1:9000
              Stop      Ctrl-C
            """);
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
