package dev.gatehold.server.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How calls from outside are signed, as the operator of a server declares it.
 *
 * @param name what flows call it
 * @param secrets each of which may have signed a call, so that one can follow the other; 1 to
 *     {@value #MOST_SECRETS}
 */
public record WebhookConnection(String name, Scheme scheme, List<Secret> secrets) {
  public static final int MOST_SECRETS = 4;

  public WebhookConnection {
    secrets = List.copyOf(secrets);
    if (secrets.isEmpty() || secrets.size() > MOST_SECRETS) {
      throw new IllegalArgumentException(
          "Expected 1 to " + MOST_SECRETS + " secrets, but found " + secrets.size() + ".");
    }
  }

  /** Where the signature stands, and what it signs. */
  public enum Scheme {
    /** Standard Webhooks: id, timestamp and body. */
    STANDARD,
    /** {@code X-Hub-Signature-256}: the body. */
    GITHUB
  }

  /** Where a secret is read, each time when it is used. */
  public sealed interface Secret {
    /** The secret without the white space around it; null when it is not there. */
    default @Nullable String read(UnaryOperator<@Nullable String> environment) {
      return switch (this) {
        case FromFile(var file) -> contentOf(file);
        case FromEnvironment(var variable) -> {
          String value = environment.apply(variable);
          yield value == null ? null : value.strip();
        }
      };
    }

    private static @Nullable String contentOf(Path file) {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        return null;
      }
    }
  }

  /** The content of a file. */
  public record FromFile(Path file) implements Secret {}

  /** The value of an environment variable. */
  public record FromEnvironment(String variable) implements Secret {}
}
