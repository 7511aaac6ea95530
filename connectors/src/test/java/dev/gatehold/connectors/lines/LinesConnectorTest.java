package dev.gatehold.connectors.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.testkit.MemoryResourceStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinesConnectorTest {
  private final MemoryResourceStore resources = new MemoryResourceStore();
  private final LinesConnector lines = new LinesConnector(resources);

  private Resource stored(String mediaType, byte[] content) {
    try {
      return resources.put(new ByteArrayInputStream(content), "list", mediaType, Long.MAX_VALUE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Resource stored(String mediaType, String content) {
    return stored(mediaType, content.getBytes(StandardCharsets.UTF_8));
  }

  private static Job job(@Nullable Object from) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("from", from);
    return new Job("run_1.loop.1", "run_1", "loop", 1, parameters, null, false);
  }

  private @Nullable Object items(Resource resource) {
    try {
      return Objects.requireNonNull(lines.run(job(resource.toJson())).get("items"));
    } catch (ConnectorFailure e) {
      throw new AssertionError(e);
    }
  }

  private Failure failure(@Nullable Object from) {
    try {
      throw new AssertionError("Expected a failure, but got " + lines.run(job(from)));
    } catch (ConnectorFailure e) {
      return e.failure();
    }
  }

  @Test
  void each_line_is_an_item_and_blank_ones_are_none() {
    assertThat(items(stored("text/plain", "north\r\n\n  south \n \nwëst")))
        .isEqualTo(List.of("north", "  south ", "wëst"));
    assertThat(items(stored("text/plain", ""))).isEqualTo(List.of());
  }

  @Test
  void lines_of_JSON_are_values() {
    assertThat(
            items(
                stored("application/x-ndjson", "{\"region\": \"north\", \"n\": 3}\n[1]\n\"x\"\n")))
        .isEqualTo(List.of(Map.of("region", "north", "n", 3L), List.of(1L), "x"));
    assertThat(items(stored("text/plain", "{\"n\": 3}"))).isEqualTo(List.of("{\"n\": 3}"));
    assertThat(failure(stored("application/jsonl", "{}\n\n{\"a\": }\n").toJson()))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("lines.json");
          assertThat(failure.message()).startsWith("Expected line 3 of 'list' to be a JSON value");
        });
    assertThat(failure(stored("application/jsonl", "{\"a\": 1, \"a\": 2}").toJson()).code())
        .isEqualTo("lines.json");
  }

  @Test
  void there_are_as_many_as_a_loop_may_have_and_no_more() {
    assertThat((List<?>) items(stored("text/plain", "x\n".repeat(10_000)))).hasSize(10_000);
    assertThat(failure(stored("text/plain", "x\n".repeat(10_001)).toJson()).code())
        .isEqualTo("lines.too_many");
    assertThat((List<?>) items(stored("text/plain", "x".repeat(LinesConnector.LIMIT)))).hasSize(1);
    assertThat(failure(stored("text/plain", "x".repeat(LinesConnector.LIMIT + 1)).toJson()).code())
        .isEqualTo("lines.too_large");
  }

  @Test
  void what_cannot_be_read_is_said() {
    assertThat(failure("list.txt").code()).isEqualTo("lines.reference");
    assertThat(failure(Map.of("resource", "sha256:1")).code()).isEqualTo("lines.reference");
    assertThat(failure(stored("text/plain", new byte[] {(byte) 0xff}).toJson()).code())
        .isEqualTo("lines.encoding");
    Resource gone = new Resource(Digest.of("elsewhere"), "list", "text/plain", 3);
    assertThat(failure(gone.toJson()).code()).isEqualTo("lines.unknown");
  }
}
