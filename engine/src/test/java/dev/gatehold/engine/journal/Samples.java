package dev.gatehold.engine.journal;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluation.Ignored;
import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Exclusion;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.approval.Subject;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.value.Digest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One history in which every event occurs, in an order that a run could have. */
final class Samples {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");
  private static final Requirement REQUIREMENT =
      new Requirement.Stages(
          List.of(
              new Requirement.All(
                  List.of(
                      new Requirement.People(
                          "Two engineers", List.of(new Source.Group("sre")), 2, null),
                      new Requirement.People(
                          null, List.of(new Source.User("dan")), 1, "'input.risk > 7' is false"))),
              new Requirement.Any(
                  List.of(
                      new Requirement.People(null, List.of(new Source.Group("legal")), 1, null)))));

  private Samples() {}

  static List<RunEvent> history() {
    Request request = request(1);
    return List.of(
        new RunEvent.RunStarted(
            "run_01",
            new ReleaseRef("rotate", 3, Digest.of("flow")),
            Principal.agent("bot", "alice"),
            input(),
            AT),
        new RunEvent.StepSkipped("maybe", "'input.dry' is false", AT),
        new RunEvent.BranchTaken("route", "case-1", AT),
        new RunEvent.WaitStarted("window", AT.plusSeconds(60), AT),
        new RunEvent.StepCompleted("window", Map.of("until", "2026-11-22T10:01:00Z"), AT),
        new RunEvent.StepStarted(
            "plan", 1, "exec", Map.of("command", List.of("plan")), AT.plusSeconds(600), AT),
        new RunEvent.RetryScheduled(
            "plan", 1, new Failure("exec.exit", "it exited with 3", true), AT.plusSeconds(2), AT),
        new RunEvent.StepStarted("plan", 2, "exec", Map.of("command", List.of("plan")), null, AT),
        new RunEvent.StepCompleted("plan", Map.of("exit", 0L), AT),
        new RunEvent.ApprovalRequested("review", request),
        new RunEvent.DecisionRecorded("review", 1, decision(Verdict.REJECT, request)),
        new RunEvent.DecisionWithdrawn("review", 1, "carol", AT),
        new RunEvent.DecisionRecorded("review", 1, decision(Verdict.APPROVE, request)),
        new RunEvent.ApprovalDecided("review", 1, Outcome.APPROVED, evaluation(), AT),
        new RunEvent.StepStarted("apply", 1, "exec", Map.of("n", 1L), null, AT),
        new RunEvent.RetryScheduled(
            "apply", 1, new Failure("exec.exit", "it exited with 3", true), AT.plusSeconds(2), AT),
        new RunEvent.ApprovalReopened(
            "review", 1, "apply", Digest.of("agreed"), Digest.of("found"), AT),
        new RunEvent.ApprovalRequested("review", request(2)),
        new RunEvent.ApprovalDecided("review", 2, Outcome.EXPIRED, evaluation(), AT),
        new RunEvent.StepFailed(
            "apply", 2, new Failure("exec.not_found", "no such file", false), AT),
        new RunEvent.RunEnded(Ending.REJECTED, "gate 'review' was expired", AT));
  }

  private static Map<String, Object> input() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("service", "billing \"eu\" \u2028 \uD83D\uDD11");
    input.put("risk", 8L);
    input.put("share", 0.25);
    input.put("dry", false);
    input.put("hosts", List.of("a", "b"));
    return input;
  }

  private static Request request(int round) {
    return new Request(
        round,
        "Rotate credentials of billing",
        "Planned by **alice**.",
        REQUIREMENT,
        Map.of("alice", new Exclusion("requested this", Set.of("group:sre"))),
        Map.of("bob", Set.of("group:sre"), "carol", Set.of("group:sre", "group:legal")),
        List.of(
            new Evidence("diff", "Plan", Map.of("resource", Digest.of("x").text()), true, null),
            new Evidence("log", "Tests", null, false, "there is nothing to show")),
        Map.of("type", "object"),
        Set.of("reject"),
        new Subject(Map.of("covered", Map.of("apply", Map.of("n", 1L))), Digest.of("subject")),
        AT,
        new Request.Deadline(AT.plusSeconds(86_400), Outcome.EXPIRED));
  }

  private static Decision decision(Verdict verdict, Request request) {
    return new Decision(
        "carol",
        Set.of("sre", "legal"),
        verdict,
        "looks right",
        Map.of("window", "tonight"),
        request.subject().digest(),
        AT);
  }

  private static Evaluation evaluation() {
    Evaluation leaf =
        new Evaluation(
            Status.OPEN,
            "Two engineers",
            "approved by 1 of 2 (carol)",
            List.of("carol"),
            List.of("bob"),
            List.of(new Ignored("alice", "requested this")),
            List.of());
    return new Evaluation(
        Status.OPEN, "stages", "open", List.of(), List.of(), List.of(), List.of(leaf));
  }
}
