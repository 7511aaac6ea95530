package dev.gatehold.server.problem;

/** The HTTP status of each error code. */
final class Statuses {
  private Statuses() {}

  static int of(String code) {
    if (code.startsWith("decider.")) {
      return 403;
    }
    if (code.equals("choice.unknown")) {
      return 422;
    }
    if (code.endsWith(".unknown")) {
      return 404;
    }
    return switch (code) {
      case "request.malformed", "key.invalid" -> 400;
      case "credentials.missing", "credentials.invalid" -> 401;
      case "access.denied", "stage.not_open", "rework.of_another" -> 403;
      case "live.none" -> 404;
      case "method.not_allowed" -> 405;
      case "body.too_slow" -> 408;
      case "run.exists",
          "run.ended",
          "run.parked",
          "run.decided",
          "run.ending",
          "run.paused",
          "run.not_paused",
          "step.not_retryable",
          "step.not_skippable",
          "ladder.ended",
          "rework.awaited",
          "round.awaited",
          "rework.not_awaited",
          "request.closed",
          "decision.repeated",
          "decision.absent",
          "attempt.over",
          "callback.over",
          "event.over",
          "lease.lost",
          "nothing.due",
          "release.in_use",
          "memory.full",
          "evidence.missing",
          "person.exists",
          "person.in_file" ->
          409;
      case "setup.over", "resource.expired" -> 410;
      case "subject.stale", "memory.conflict" -> 412;
      case "body.too_large", "output.too_large", "memory.too_large" -> 413;
      case "media_type.unsupported" -> 415;
      case "input.invalid",
          "form.invalid",
          "edit.invalid",
          "handover.refused",
          "comment.missing",
          "reason.missing",
          "flow.invalid",
          "flow.name",
          "key.reused",
          "memory.key",
          "event.invalid",
          "person.invalid",
          "absence.invalid",
          "password.weak",
          "token.invalid",
          "secret.invalid" ->
          422;
      case "precondition.missing" -> 428;
      case "login.limited" -> 429;
      case "server.busy",
          "store.unavailable",
          "home.elsewhere",
          "directory.unavailable",
          "floors.unavailable",
          "secrets.locked" ->
          503;
      default -> 500;
    };
  }
}
