package dev.gatehold.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Many who send much at one time, to a server with 256 MB. */
class CrowdTest {
  private static final int CROWD = 60;

  /** Whose text is understood as hundreds of thousands of values, and which never ends. */
  private static final String MUCH =
      "{\"flow\":\"crowd\",\"input\":{\"x\":[" + "[\"\",{}],".repeat(120_000);

  private static final String PEOPLE =
      """
      people:
        - { id: alice, name: Alice }
        - { id: bob, name: Bob }
      """;

  private static final String FLOW =
      """
      flow: crowd
      title: Crowd
      input: { type: object }
      steps:
        - id: review
          approval: { title: Crowd, requires: user:bob }
      """;

  @TempDir Path folder;

  @Test
  void neither_strangers_nor_people_end_a_server_with_what_they_send() throws Exception {
    String people = Files.writeString(folder.resolve("people.yaml"), PEOPLE).toString();
    try (ServerProcess server =
        ServerProcess.start(folder, null, "--port", "0", "--people", people)) {
      String token = token(server.url());
      Api api = new Api(server.url(), token);
      Path flow = Files.createDirectories(folder.resolve("crowd")).resolve("flow.yaml");
      new FlowLoader(api).load(List.of(Files.writeString(flow, FLOW)), "");

      try (Crowd _ = new Crowd(server.url(), "/api/v1/callbacks/run_a/b/1/1/x", "")) {
        assertThat(start(api)).isEqualTo("active");
      }
      try (Crowd _ = new Crowd(server.url(), "/api/v1/runs", "Authorization: Bearer " + token)) {
        assertThat(api.send(Call.get("runs")).body().path("items").size()).isEqualTo(1);
      }
      assertThatExceptionOfType(CliException.class)
          .isThrownBy(() -> api.send(Call.post("runs").json(crowded())))
          .withMessageContaining("100,000 values");
      assertThat(server.log()).doesNotContain("OutOfMemoryError");
    }
  }

  private static String start(Api api) {
    ObjectNode body = JsonText.object().put("flow", "crowd");
    body.putObject("input").put("text", "x".repeat(200_000));
    return Fields.raw(api.send(Call.post("runs").json(body)).body(), "status");
  }

  private static ObjectNode crowded() {
    ObjectNode body = JsonText.object().put("flow", "crowd");
    var values = body.putObject("input").putArray("x");
    for (int i = 0; i < 100_000; i++) {
      values.add(i % 10);
    }
    return body;
  }

  private String token(URI url) throws IOException {
    String password =
        Files.readString(folder.resolve("gatehold-data").resolve("dev-password")).strip();
    ObjectNode login = JsonText.object().put("user", "alice").put("password", password);
    return Fields.raw(new Api(url, null).send(Call.post("login").json(login)).body(), "token");
  }

  /** They announce a body and send all of it but its end. */
  private static final class Crowd implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    Crowd(URI url, String path, String header) throws IOException {
      byte[] body = MUCH.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
              .formatted(
                  path,
                  url.getAuthority(),
                  body.length + 10,
                  header.isEmpty() ? "" : header + "\r\n");
      for (int i = 0; i < CROWD; i++) {
        Socket socket = new Socket(url.getHost(), url.getPort());
        sockets.add(socket);
        try {
          socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
          socket.getOutputStream().write(body);
        } catch (IOException refused) {
          // The server does not want more of it.
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
