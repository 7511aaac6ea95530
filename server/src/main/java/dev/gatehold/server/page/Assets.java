package dev.gatehold.server.page;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Addresses of static files that change with their content. */
final class Assets {
  static final String STYLE = address("/assets/gatehold.css");

  private Assets() {}

  private static String address(String path) {
    try (InputStream content = Assets.class.getResourceAsStream("/static" + path)) {
      byte[] bytes = Objects.requireNonNull(content, path).readAllBytes();
      return path + "?v=" + Digest.of(bytes).brief();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
