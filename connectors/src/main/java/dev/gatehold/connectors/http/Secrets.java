package dev.gatehold.connectors.http;

import dev.gatehold.engine.secret.Masking;
import dev.gatehold.language.HeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a connection as they are sent, and the means to keep their secrets out of
 * everything that people or journals see.
 */
final class Secrets {
  private static final int LONGEST = 16 * 1024;

  static final Secrets NONE = new Secrets(Map.of(), Masking.NONE);

  private final Map<String, String> headers;
  private final Masking masking;

  private Secrets(Map<String, String> headers, Masking masking) {
    this.headers = headers;
    this.masking = masking;
  }

  /** Reads the values of a connection's headers now. */
  static Secrets of(HttpConnection connection, Function<String, @Nullable String> environment)
      throws HttpFailure {
    Map<String, String> headers = new LinkedHashMap<>();
    Set<String> hidden = new LinkedHashSet<>();
    for (Map.Entry<String, HeaderValue> header : connection.headers().entrySet()) {
      String name = header.getKey();
      switch (header.getValue()) {
        case HeaderValue.Text(var text) -> {
          headers.put(name, sendable(connection, name, text));
          if (HeaderNames.isCredential(name)) {
            hide(hidden, text);
          }
        }
        case HeaderValue.FromFile(var file, var prefix) -> {
          String secret = secret(connection, name, content(connection, name, file));
          headers.put(name, sendable(connection, name, prefix + secret));
          hide(hidden, secret);
        }
        case HeaderValue.FromEnvironment(var variable, var prefix) -> {
          String value = environment.apply(variable);
          if (value == null) {
            throw HttpFailures.secret(
                connection, name, "the variable " + variable + " of the server is not set");
          }
          String secret = secret(connection, name, value);
          headers.put(name, sendable(connection, name, prefix + secret));
          hide(hidden, secret);
        }
      }
    }
    return new Secrets(headers, Masking.of(hidden));
  }

  /** The same, and whatever else is hidden. */
  Secrets and(Masking more) {
    return new Secrets(headers, masking.and(more));
  }

  /** The headers to send, by name. */
  Map<String, String> headers() {
    return headers;
  }

  /** Whether the connection sets this header. */
  boolean sets(String header) {
    return headers.keySet().stream().anyMatch(header::equalsIgnoreCase);
  }

  /** The same text with every secret in it replaced. */
  String mask(String text) {
    return masking.text(text);
  }

  /** The same JSON value with every secret in its texts and keys replaced. */
  @Nullable Object mask(@Nullable Object json) {
    return masking.json(json);
  }

  /** The same bytes with every secret in them replaced. */
  InputStream mask(InputStream bytes) {
    return masking.stream(bytes);
  }

  /** A header such as {@code Basic abc} is one secret, and its part after the scheme another. */
  private static void hide(Set<String> hidden, String value) {
    for (String part : List.of(value, value.substring(value.indexOf(' ') + 1))) {
      if (part.length() >= Masking.SHORTEST) {
        hidden.add(part);
      }
    }
  }

  private static String content(HttpConnection connection, String header, Path file)
      throws HttpFailure {
    try {
      if (Files.size(file) > LONGEST) {
        throw HttpFailures.secret(connection, header, "its file has more than 16 KiB");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw HttpFailures.secret(connection, header, "its file cannot be read");
    }
  }

  private static String secret(HttpConnection connection, String header, String value)
      throws HttpFailure {
    if (value.length() < Masking.SHORTEST) {
      throw HttpFailures.secret(
          connection,
          header,
          "it has fewer than " + Masking.SHORTEST + " characters, too few to hide");
    }
    return value;
  }

  private static String sendable(HttpConnection connection, String header, String value)
      throws HttpFailure {
    if (!value.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
      throw HttpFailures.secret(
          connection, header, "it has other characters than those of one line in ASCII");
    }
    return value;
  }
}
