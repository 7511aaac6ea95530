package dev.gatehold.cli.output;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a command found or did.
 *
 * @param data for programs, the {@code data} of the envelope
 * @param view the same for people
 * @param exit what the process ends with
 */
public record Answer(JsonNode data, View view, List<Next> next, ExitCode exit) {
  public Answer {
    next = List.copyOf(next);
  }

  public Answer(JsonNode data, View view, Next... next) {
    this(data, view, List.of(next), ExitCode.DONE);
  }

  /** The same answer with another exit code. */
  public Answer exiting(ExitCode other) {
    return new Answer(data, view, next, other);
  }
}
