package dev.gatehold.connectors.lines;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the lines of a resource: each is an item, as text, or as the JSON value that it is in
 * resources of type {@code application/x-ndjson} or {@code application/jsonl}. Blank lines are
 * passed over. What is read becomes part of the run's journal, so there are limits.
 */
public final class LinesConnector implements Connector {
  /** In bytes, of the whole resource. */
  public static final int LIMIT = 1 << 20;

  private static final Set<String> JSON_LINES = Set.of("application/x-ndjson", "application/jsonl");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ResourceStore resources;

  public LinesConnector(ResourceStore resources) {
    this.resources = resources;
  }

  @Override
  public String name() {
    return Action.LINES;
  }

  @Override
  public Map<String, @Nullable Object> run(Job job) throws ConnectorFailure {
    Resource resource =
        Resource.fromJson(job.parameters().get("from"))
            .orElseThrow(() ->
                failure(
                    "reference",
                    "Expected a reference with resource, name, media_type and size, but found "
                        + Json.canonical(job.parameters().get("from"))
                        + ". Pass on a reference as another step gave it.",
                    false));
    return Map.of("items", items(resource));
  }

  private List<@Nullable Object> items(Resource resource) throws ConnectorFailure {
    boolean json = JSON_LINES.contains(resource.mediaType());
    List<@Nullable Object> items = new ArrayList<>();
    int number = 0;
    for (String line : text(resource).split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        if (items.size() == Action.ForEach.MOST_ITEMS) {
          throw failure(
              "too_many",
              "Expected at most "
                  + Action.ForEach.MOST_ITEMS
                  + " lines in '"
                  + resource.name()
                  + "', but it has more. Split it over several runs.",
              false);
        }
        items.add(json ? value(resource, number, line) : withoutReturn(line));
      }
    }
    return items;
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static @Nullable Object value(Resource resource, int number, String line)
      throws ConnectorFailure {
    try {
      return Json.freeze(MAPPER.readValue(line, Object.class));
    } catch (JacksonException | IllegalArgumentException e) {
      String why =
          e instanceof JacksonException parsing ? parsing.getOriginalMessage() : e.getMessage();
      throw failure(
          "json",
          "Expected line "
              + number
              + " of '"
              + resource.name()
              + "' to be a JSON value, for it is "
              + resource.mediaType()
              + ", but it is not: "
              + why,
          false);
    }
  }

  private String text(Resource resource) throws ConnectorFailure {
    try (InputStream content = open(resource)) {
      byte[] bytes = content.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw failure(
            "too_large",
            "Expected at most "
                + LIMIT
                + " bytes in '"
                + resource.name()
                + "', for its lines become part of the run's journal, but it has more. Keep large"
                + " items as resources of their own, and their references in the lines.",
            false);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw failure(
          "encoding", "Expected '" + resource.name() + "' to be UTF-8 text, but it is not.", false);
    } catch (IOException e) {
      throw failure(
          "io",
          "Expected to read '" + resource.name() + "', but it did not work: " + e.getMessage(),
          true);
    }
  }

  private InputStream open(Resource resource) throws IOException, ConnectorFailure {
    return resources
        .open(resource.digest())
        .orElseThrow(() ->
            failure(
                "unknown",
                "Expected resource "
                    + resource.digest().text()
                    + " ('"
                    + resource.name()
                    + "') to be stored here, but it is not.",
                false));
  }

  private static ConnectorFailure failure(String code, String message, boolean retryable) {
    return new ConnectorFailure(new Failure(Action.LINES + "." + code, message, retryable));
  }
}
