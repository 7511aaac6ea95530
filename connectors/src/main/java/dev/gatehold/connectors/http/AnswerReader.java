package dev.gatehold.connectors.http;

import dev.gatehold.core.value.Json;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.language.HeaderNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the output of a step out of an answer, with the secrets of its connection taken out. */
final class AnswerReader {
  private static final int JSON_LIMIT = 256 * 1024;
  private static final int TEXT_LIMIT = 16 * 1024;
  private static final int ERROR_BYTES = 8 * 1024;
  private static final int ERROR_LENGTH = 500;
  private static final int HEADER_LENGTH = 1024;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ResourceStore resources;
  private final Secrets secrets;
  private final String name;

  /**
   * A reader.
   *
   * @param name what the resource is called when there is one
   */
  AnswerReader(ResourceStore resources, Secrets secrets, String name) {
    this.resources = resources;
    this.secrets = secrets;
    this.name = name;
  }

  /**
   * The step's output.
   *
   * @param response pointers into the answer's JSON by name
   */
  Map<String, @Nullable Object> output(Answer answer, Map<String, String> response)
      throws HttpFailure, IOException {
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("status", (long) answer.status());
    output.put("headers", headers(answer));
    byte[] head = answer.body().readNBytes(JSON_LIMIT + 1);
    if (answer.isJson() && head.length > 0 && head.length <= JSON_LIMIT) {
      output.put("json", secrets.mask(json(head)));
    } else if (answer.isText() && !answer.isJson() && head.length <= TEXT_LIMIT) {
      output.put("text", secrets.mask(text(head, answer.charset())));
    } else if (head.length > 0) {
      output.put("body", store(answer, head));
    }
    for (Map.Entry<String, String> wanted : response.entrySet()) {
      output.put(wanted.getKey(), picked(output, wanted.getKey(), wanted.getValue()));
    }
    return output;
  }

  /** The beginning of an answer's text, as a failure tells it; empty when it is no text. */
  String excerpt(Answer answer) throws IOException {
    if (!answer.isText()) {
      return "";
    }
    // Masked before it is cut: the beginning of a secret is a part of it.
    byte[] head = secrets.mask(answer.body()).readNBytes(ERROR_BYTES);
    return Printable.excerpt(secrets.mask(text(head, answer.charset())), ERROR_LENGTH);
  }

  private Map<String, @Nullable Object> headers(Answer answer) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    answer
        .headers()
        .forEach((header, values) -> {
          if (HeaderNames.isShown(header) && !secrets.sets(header)) {
            shown.put(
                secrets.mask(header),
                Printable.excerpt(secrets.mask(String.join(", ", values)), HEADER_LENGTH));
          }
        });
    return shown;
  }

  private static @Nullable Object json(byte[] bytes) throws HttpFailure {
    try {
      return Json.freeze(MAPPER.readValue(bytes, Object.class));
    } catch (JacksonException e) {
      throw HttpFailures.answer("JSON, as the answer's Content-Type says", "it is none" + place(e));
    } catch (IllegalArgumentException e) {
      throw HttpFailures.answer("JSON that Gatehold can keep", "it is not: " + e.getMessage());
    }
  }

  /** Only the place: what stands there may be the beginning of a secret. */
  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null
        ? ""
        : " from line " + location.getLineNr() + ", column " + location.getColumnNr() + " on";
  }

  private static String text(byte[] bytes, String charset) {
    return new String(bytes, charset(charset)).replace('\0', '\uFFFD');
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  private Map<String, @Nullable Object> store(Answer answer, byte[] head)
      throws IOException, HttpFailure {
    String type = secrets.mask(answer.mediaType());
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), answer.body());
    try {
      return resources
          .put(
              secrets.mask(whole),
              name,
              type.isEmpty() || !type.equals(answer.mediaType())
                  ? "application/octet-stream"
                  : type,
              Exchange.ANSWER_LIMIT)
          .toJson();
    } catch (AnswerTooLarge | BrokenAnswer e) {
      throw e;
    } catch (IOException e) {
      throw HttpFailures.io("store the answer");
    }
  }

  private static @Nullable Object picked(
      Map<String, @Nullable Object> output, String name, String pointer) throws HttpFailure {
    if (!output.containsKey("json")) {
      throw HttpFailures.response(
          name,
          pointer,
          "it has no JSON of at most "
              + JSON_LIMIT / 1024
              + " KiB with a Content-Type that says so");
    }
    JsonPointer.Found found = JsonPointer.find(output.get("json"), pointer);
    if (found.missing() != null) {
      throw HttpFailures.response(name, pointer, found.missing());
    }
    return found.value();
  }
}
