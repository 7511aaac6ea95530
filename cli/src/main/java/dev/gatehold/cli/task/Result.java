package dev.gatehold.cli.task;

import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What came of a command that did a task. */
sealed interface Result {
  /** sysexits.h: the command is set up wrongly, and would fail again. */
  int EX_CONFIG = 78;

  record Done(ObjectNode output) implements Result {}

  record Failed(String code, String message, boolean retryable) implements Result {}

  /**
   * The result of a command that ended by itself.
   *
   * @param file what it may have written its output into
   */
  static Result of(int exit, Path file, Captured captured) {
    if (exit != 0) {
      String words = captured.lastWords();
      String said = words.isEmpty() ? "and said nothing." : "and said last:\n" + words;
      return new Failed(
          "task.exit",
          "Expected the worker's command to exit with 0, but it exited with " + exit + " " + said,
          exit != EX_CONFIG);
    }
    String written;
    try {
      written = Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      return unusable("it cannot be read: " + unreadable.getMessage());
    }
    if (written.isBlank()) {
      return new Done(JsonText.object().put("stdout", captured.stdout()));
    }
    ObjectNode output = object(written);
    return output == null ? unusable("it holds no JSON object") : new Done(output);
  }

  private static @Nullable ObjectNode object(String text) {
    try {
      JsonNode tree = JsonText.read(text);
      return tree instanceof ObjectNode object ? object : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static Failed unusable(String why) {
    return new Failed(
        "task.output",
        "Expected the file of GATEHOLD_OUTPUT to hold a JSON object, but " + why + ".",
        false);
  }
}
