package dev.gatehold.connectors.command;

import dev.gatehold.core.value.Json;
import dev.gatehold.engine.secret.Masking;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a command reported in the file that {@code GATEHOLD_OUTPUT} names. */
public final class ReportedOutput {
  /** In bytes; who reads the file need not read more than one beyond. */
  public static final int LIMIT = 256 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ReportedOutput() {}

  /**
   * The object in the file; empty when there is nothing in it.
   *
   * @param taken keys that the command may not use
   * @param masking hides the secrets that the command was given
   */
  public static Map<String, @Nullable Object> of(byte[] file, Set<String> taken, Masking masking)
      throws WrongReport {
    if (file.length == 0) {
      return Map.of();
    }
    if (file.length > LIMIT) {
      throw new WrongReport("it has more than " + LIMIT + " bytes; keep large values elsewhere");
    }
    Map<String, @Nullable Object> reported = parse(file, masking);
    for (String key : reported.keySet()) {
      if (taken.contains(key)) {
        throw new WrongReport("its key '" + key + "' is already taken");
      }
    }
    return reported;
  }

  private static Map<String, @Nullable Object> parse(byte[] text, Masking masking)
      throws WrongReport {
    try {
      if (MAPPER.readValue(text, Object.class) instanceof Map<?, ?> map
          && Json.freeze(map) instanceof Map<?, ?> frozen) {
        @SuppressWarnings("unchecked") // freeze lets only text through as keys
        var object = (Map<String, @Nullable Object>) frozen;
        return masking.isNone() ? object : masking.object(object);
      }
      throw new WrongReport("it has another JSON value");
    } catch (JacksonException e) {
      // What stands at that place may be the beginning of a secret.
      throw new WrongReport(
          masking.isNone() ? "it is not JSON: " + e.getOriginalMessage() : "it is not JSON");
    } catch (IllegalArgumentException e) {
      throw new WrongReport("it is no value that Gatehold keeps: " + e.getMessage());
    }
  }
}
