package dev.gatehold.cli.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What all tasks of a worker have in common.
 *
 * @param variables the environment that commands inherit
 * @param messages told what happens
 * @param lines told what commands write to standard error
 */
record Workbench(
    List<String> command,
    Path folder,
    Map<String, String> variables,
    Stopping stopping,
    Consumer<String> messages,
    Consumer<String> lines) {
  private static final Duration OUTAGE = Duration.ofMinutes(2);

  void say(String message) {
    messages.accept(message);
  }

  void pass(String line) {
    lines.accept(line);
  }

  /** How long to go on bringing a result to a server that does not answer. */
  Duration patience() {
    return stopping.hasBegun() ? Duration.ofSeconds(5) : OUTAGE;
  }
}
