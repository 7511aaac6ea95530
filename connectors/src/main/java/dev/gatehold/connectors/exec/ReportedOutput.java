package dev.gatehold.connectors.exec;

import dev.gatehold.core.value.Json;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a command reported in the file that {@code GATEHOLD_OUTPUT} names. */
final class ReportedOutput {
  private static final int LIMIT = 256 * 1024;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ReportedOutput() {}

  /**
   * The object in the file; empty when there is no file or nothing in it.
   *
   * @param taken keys that the command may not use
   */
  static Map<String, @Nullable Object> read(Path file, Set<String> taken, Job job)
      throws IOException, ConnectorFailure {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) == 0) {
      return Map.of();
    }
    if (Files.size(file) > LIMIT) {
      throw ExecFailures.output(
          job, "it has more than " + LIMIT + " bytes; use 'files' for large values");
    }
    Map<String, @Nullable Object> reported = parse(Files.readAllBytes(file), job);
    for (String key : reported.keySet()) {
      if (taken.contains(key)) {
        throw ExecFailures.output(job, "its key '" + key + "' is already taken");
      }
    }
    return reported;
  }

  private static Map<String, @Nullable Object> parse(byte[] text, Job job) throws ConnectorFailure {
    try {
      if (MAPPER.readValue(text, Object.class) instanceof Map<?, ?> map
          && Json.freeze(map) instanceof Map<?, ?> frozen) {
        @SuppressWarnings("unchecked") // freeze lets only text through as keys
        var object = (Map<String, @Nullable Object>) frozen;
        return object;
      }
      throw ExecFailures.output(job, "it has another JSON value");
    } catch (JacksonException e) {
      throw ExecFailures.output(job, "it is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw ExecFailures.output(job, "it is no value that Gatehold keeps: " + e.getMessage());
    }
  }
}
