package dev.gatehold.server.flow;

import dev.gatehold.server.problem.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A flow file as a request brings it. */
final class FlowSource {
  private static final int LONGEST_NAME = 200;

  private FlowSource() {}

  /** The text of the body, which must be UTF-8. */
  static String text(byte @Nullable [] body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body == null ? new byte[0] : body))
          .toString();
    } catch (CharacterCodingException e) {
      throw Malformed.because("Expected a flow file in UTF-8, but it is not.");
    }
  }

  /** The name that reports show; nothing is read from a file of this name. */
  static String file(@Nullable String file, String otherwise) {
    if (file == null || file.isBlank()) {
      return otherwise;
    }
    if (file.length() > LONGEST_NAME || file.chars().anyMatch(Character::isISOControl)) {
      throw Malformed.because(
          "Expected 'file' to be a file's name of at most " + LONGEST_NAME + " characters.");
    }
    return file;
  }
}
