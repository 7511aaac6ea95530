package dev.gatehold.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A command cannot do what was asked; the message is "Expected …, but …." */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exit;
  private final String code;
  private final transient @Nullable JsonNode details;
  private final transient List<Next> next;

  /**
   * An error with a code for programs and next steps for everybody.
   *
   * @param code stable, dotted
   * @param details facts for programs; null for none
   */
  public CliException(
      ExitCode exit, String code, String message, @Nullable JsonNode details, List<Next> next) {
    super(message);
    this.exit = exit;
    this.code = code;
    this.details = details;
    this.next = List.copyOf(next);
  }

  public CliException(ExitCode exit, String code, String message, Next... next) {
    this(exit, code, message, null, List.of(next));
  }

  public ExitCode exit() {
    return exit;
  }

  public String code() {
    return code;
  }

  /** The sentence. */
  public String message() {
    return String.valueOf(getMessage());
  }

  public @Nullable JsonNode details() {
    return details;
  }

  public List<Next> next() {
    return next;
  }
}
