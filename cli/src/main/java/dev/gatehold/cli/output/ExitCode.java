package dev.gatehold.cli.output;

import org.jspecify.annotations.Nullable;

/** What the process ends with, so that scripts can act on it without reading any text. */
public enum ExitCode {
  DONE(0, "done, or approved"),
  ERROR(1, "an error: the server does not answer, a run failed, a thing does not exist"),
  USAGE(2, "wrong usage, or a file or input that is not valid"),
  NOT_ALLOWED(4, "not signed in, or not allowed"),
  CONFLICT(5, "a conflict: already decided, another subject than the one shown, already ended"),
  PENDING(8, "still pending when the wait was over"),
  REJECTED(10, "rejected"),
  CHANGES_REQUESTED(11, "changes requested: the gate ended so, or you have to resubmit"),
  EXPIRED(12, "expired or cancelled");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The process's exit status. */
  public int number() {
    return number;
  }

  /** One phrase for people. */
  public String meaning() {
    return meaning;
  }

  /** The exit code for an HTTP error status. */
  public static ExitCode ofStatus(int status) {
    return switch (status) {
      case 400, 422 -> USAGE;
      case 401, 403 -> NOT_ALLOWED;
      case 409, 412, 428 -> CONFLICT;
      default -> ERROR;
    };
  }

  /** The exit code for how a run stands. */
  public static ExitCode ofRun(String status) {
    return switch (status) {
      case "completed" -> DONE;
      case "rejected" -> REJECTED;
      case "cancelled", "expired" -> EXPIRED;
      case "active" -> PENDING;
      default -> ERROR;
    };
  }

  /** The exit code for a request's outcome; null while it is open. */
  public static ExitCode ofOutcome(@Nullable String outcome) {
    return switch (outcome) {
      case null -> PENDING;
      case "approved" -> DONE;
      case "rejected" -> REJECTED;
      case "changes_requested" -> CHANGES_REQUESTED;
      case "expired", "cancelled" -> EXPIRED;
      default -> ERROR;
    };
  }

  /** The exit code for an outcome that the flow defined, by the verdict that it counts as. */
  public static ExitCode ofVerdict(String verdict) {
    return switch (verdict) {
      case "approve" -> DONE;
      case "reject" -> REJECTED;
      case "request_changes" -> CHANGES_REQUESTED;
      default -> ERROR;
    };
  }
}
