package dev.gatehold.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

public class EnvelopeTest {
  private static final Answer ANSWER =
      new Answer(
          JsonText.object().put("a", 1),
          out -> {},
          new Next("gatehold inbox", "see more"),
          Next.say("Wait."));

  @Test
  void a_success_is_one_line_with_data_and_next_steps() {
    assertThat(Envelope.success(ANSWER))
        .isEqualTo(
            "{\"ok\":true,\"data\":{\"a\":1},\"next\":["
                + "{\"command\":\"gatehold inbox\",\"why\":\"see more\"},"
                + "{\"command\":null,\"why\":\"Wait.\"}]}");
  }

  @Test
  void a_failure_is_one_line_with_code_message_and_details() {
    CliException error =
        new CliException(
            ExitCode.CONFLICT, "request.closed", "Expected a\nb, but c.", Next.say("Look."));

    assertThat(Envelope.failure(error))
        .isEqualTo(
            "{\"ok\":false,\"error\":{\"code\":\"request.closed\",\"message\":\"Expected a\\nb, but"
                + " c.\",\"details\":{}},\"next\":[{\"command\":null,\"why\":\"Look.\"}]}");
  }

  @Test
  void both_fit_the_published_schema() throws IOException {
    CliException error =
        new CliException(ExitCode.ERROR, "server.unreachable", "Expected a, but b.");

    assertThat(problems(Envelope.success(ANSWER))).isEmpty();
    assertThat(problems(Envelope.failure(error))).isEmpty();
  }

  @Test
  void the_schema_refuses_what_is_neither() throws IOException {
    assertThat(problems("{\"ok\":true,\"error\":{},\"next\":[]}")).isNotEmpty();
    assertThat(problems("{\"ok\":false,\"data\":1,\"next\":[]}")).isNotEmpty();
    assertThat(problems("{\"ok\":true,\"data\":1}")).isNotEmpty();
  }

  /** What the published schema says of a line; empty when it fits. */
  public static List<String> problems(String line) throws IOException {
    try (InputStream file = Envelope.class.getResourceAsStream("envelope.schema.json")) {
      assertThat(file).isNotNull();
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(file.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      return schema.validate(line, InputFormat.JSON).stream().map(Object::toString).toList();
    }
  }
}
