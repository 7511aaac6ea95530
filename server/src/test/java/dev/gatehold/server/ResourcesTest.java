package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.value.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourcesTest {
  private static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13
  };
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private JsonNode put(String name, String type, byte[] content) {
    return server.as("bob", "POST", "/resources?name=" + name).body(type, content).send().ok(201);
  }

  @Test
  void whatIsStoredComesBackUnderItsDigest() {
    byte[] content = "a diff".getBytes(StandardCharsets.UTF_8);

    JsonNode stored = put("change.diff", "text/x-diff", content);

    String digest = stored.at("/resource").asString();
    assertThat(digest).isEqualTo(Digest.of(content).text());
    assertThat(stored.at("/media_type").asString()).isEqualTo("text/x-diff");
    assertThat(stored.at("/size").asInt()).isEqualTo(content.length);
    Answer answer = server.as("alice", "GET", "/resources/" + digest + "?name=change.diff").send();
    assertThat(answer.http().body()).isEqualTo(content);
    assertThat(answer.header("Content-Disposition")).contains("attachment").contains("change.diff");
  }

  @Test
  void noBrowserRunsWhatWasStored() {
    String html = "<script>alert(1)</script>";
    for (String type : new String[] {"text/html", "image/svg+xml", "text/javascript"}) {
      JsonNode stored = put("x.html", type, (type + html).getBytes(StandardCharsets.UTF_8));

      Answer answer =
          server.as("bob", "GET", "/resources/" + stored.at("/resource").asString()).send();

      assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(answer.header("Content-Disposition")).startsWith("attachment");
      assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void anImageIsKnownByItsBytesAndNotByWhatItsSenderSays() {
    String digest = put("x.txt", "text/plain", PNG).at("/resource").asString();

    assertThat(server.as("bob", "GET", "/resources/" + digest).send().header("Content-Type"))
        .isEqualTo("image/png");
  }

  @Test
  void aNameCannotBreakOutOfItsHeader() {
    String digest = put("x", "text/plain", PNG).at("/resource").asString();

    Answer answer =
        server.as("bob", "GET", "/resources/" + digest + "?name=a%22%3B%20b%3D%C3%BC").send();

    assertThat(answer.header("Content-Disposition"))
        .startsWith("attachment; filename=\"a\\\"; b=")
        .endsWith("filename*=UTF-8''a%22%3B%20b%3D%C3%BC");
    server
        .as("bob", "GET", "/resources/" + digest + "?name=a%0d%0aX:y")
        .send()
        .problem(400, "request.malformed");
  }
}
