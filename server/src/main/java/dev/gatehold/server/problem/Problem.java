package dev.gatehold.server.problem;

import dev.gatehold.core.run.Refusal;
import dev.gatehold.engine.GateholdException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as callers see it: a problem document (RFC 9457) with a stable code and a next step.
 *
 * @param detail one sentence: "Expected …, but …."
 * @param details further facts for programs; they stand beside the standard members
 */
public record Problem(
    int status,
    String code,
    String detail,
    List<Next> next,
    Map<String, @Nullable Object> details) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    next = List.copyOf(next);
  }

  /** What to do now; {@code command} is one for the command line, null when there is none. */
  public record Next(@Nullable String command, String why) {}

  /** The problem of an exception, with the status of its code. */
  public static Problem of(GateholdException e) {
    return new Problem(
        Statuses.of(e.code()), e.code(), said(e), List.of(new Next(null, e.next())), e.details());
  }

  /** A problem without further facts. */
  public static Problem of(String code, String detail, String next) {
    return new Problem(Statuses.of(code), code, detail, List.of(new Next(null, next)), Map.of());
  }

  /** The storage did not answer while something was to be written. */
  public static Problem storeUnavailable() {
    return of(
        "store.unavailable",
        "Expected the storage to answer, but it did not; whether the request was applied is not"
            + " known.",
        "Send it again with the same Idempotency-Key: it is never applied twice.");
  }

  /** This problem with a command that helps. */
  public Problem withCommand(String command) {
    return new Problem(
        status,
        code,
        detail,
        next.stream().map(each -> new Next(command, each.why())).toList(),
        details);
  }

  /** A refusal on its way to the caller. */
  public static GateholdException refused(Refusal refusal) {
    return new GateholdException(
        refusal.code().word(), refusal.message(), refusal.next(), refusal.details());
  }

  /** The JSON object; standard members win over facts of the same name. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", "https://gatehold.dev/errors/" + code);
    json.put("title", title());
    json.put("status", status);
    json.put("detail", detail);
    json.put("code", code);
    json.put("next", next.stream().map(Problem::json).toList());
    details.forEach(json::putIfAbsent);
    return json;
  }

  private static Map<String, Object> json(Next next) {
    return next.command() == null
        ? Map.of("why", next.why())
        : Map.of("command", next.command(), "why", next.why());
  }

  private String title() {
    String words = code.replace('.', ' ').replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String said(GateholdException e) {
    String message = e.getMessage();
    return message == null ? "Expected to do this, but it did not work." : message;
  }
}
