package dev.gatehold.cli.command;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Values given on the command line: a JSON file first, then single values over it. */
public final class Values {
  private Values() {}

  /**
   * One object of all of them.
   *
   * @param pairs {@code KEY=VALUE}; a value that is JSON is taken as JSON, {@code @FILE} as the
   *     file's text, anything else as text
   * @param file a JSON object; null for none
   */
  public static ObjectNode of(Cli cli, List<String> pairs, @Nullable String file) {
    ObjectNode input = file == null ? JsonText.object() : object(cli, file);
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw invalid("Expected KEY=VALUE, but found '" + pair + "'.", "For example: risk=3");
      }
      input.set(pair.substring(0, equals), one(cli, pair.substring(equals + 1)));
    }
    return input;
  }

  /**
   * An object written on the command line.
   *
   * @param option its name, for errors
   * @param written JSON, or {@code @FILE} for a file's
   */
  public static ObjectNode object(Cli cli, String option, String written) {
    if (written.startsWith("@")) {
      return object(cli, written.substring(1));
    }
    try {
      if (JsonText.read(written) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException notJson) {
      // Said below.
    }
    throw invalid(
        "Expected a JSON object after " + option + ", but found '" + written + "'.",
        "For example: " + option + " '{\"total\":120}', or @FILE");
  }

  /** One value: JSON when it reads as JSON, {@code @FILE} for the file's text, else text. */
  public static JsonNode one(Cli cli, String written) {
    if (written.startsWith("@")) {
      return StringNode.valueOf(text(cli, written.substring(1)));
    }
    try {
      JsonNode value = JsonText.read(written);
      if (!value.isMissingNode()) {
        return value;
      }
    } catch (JacksonException notJson) {
      // Text, then.
    }
    return StringNode.valueOf(written);
  }

  private static ObjectNode object(Cli cli, String file) {
    try {
      if (JsonText.read(text(cli, file)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException notJson) {
      // Said below.
    }
    throw invalid(
        "Expected a JSON object in '" + file + "', but found something else.", "Correct the file.");
  }

  private static String text(Cli cli, String file) {
    try {
      return Files.readString(cli.environment().path(file));
    } catch (IOException e) {
      CliException error =
          invalid(
              "Expected a text file at '" + file + "', but it cannot be read.", "Check the path.");
      error.initCause(e);
      throw error;
    }
  }

  private static CliException invalid(String message, String next) {
    return new CliException(ExitCode.USAGE, "input.invalid", message, Next.say(next));
  }
}
