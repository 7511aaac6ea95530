package dev.gatehold.connectors.http;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.secret.Masking;
import java.nio.charset.StandardCharsets;

/** What a request carries. */
sealed interface Content {
  /** Nothing. */
  record None() implements Content {}

  /** Text, sent in UTF-8. */
  record Text(String mediaType, String text) implements Content {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A stored blob. */
  record Stored(Resource resource) implements Content {}

  /** The same for the same content only, whatever values its secrets have. */
  default String identity(Masking secrets) {
    return switch (this) {
      case None _ -> "";
      case Text(_, var text) -> Digest.of(secrets.text(text)).text();
      case Stored(var resource) -> resource.digest().text();
    };
  }
}
