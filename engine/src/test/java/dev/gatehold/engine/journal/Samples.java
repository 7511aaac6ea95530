package dev.gatehold.engine.journal;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluation.Ignored;
import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Exclusion;
import dev.gatehold.core.approval.FloorDemand;
import dev.gatehold.core.approval.Handover;
import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Outcome.Kind;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Roster;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.approval.StandIn;
import dev.gatehold.core.approval.Subject;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Membership;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.Incident;
import dev.gatehold.core.run.Lap;
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
                      new Requirement.People("Two engineers", List.of(new Source.Group("sre")), 2),
                      new Requirement.People(
                          null,
                          List.of(new Source.User("dan"), new Source.Role("auditor")),
                          List.of(new Source.Found("requester.manager", null)),
                          1,
                          "60%",
                          "'input.risk > 7' is false",
                          Digest.of("judged")))),
              new Requirement.Some(
                  1,
                  List.of(
                      new Requirement.People(
                          null, List.of(new Source.Found("rotation:reviewers", "eve")), 1),
                      new Requirement.Any(
                          List.of(
                              new Requirement.People(
                                  null, List.of(new Source.OnCall("sre-oncall")), 1)))))));

  private Samples() {}

  static List<RunEvent> history() {
    Request request = request(1);
    return List.of(
        new RunEvent.RunStarted(
            "run_01",
            new ReleaseRef("rotate", 3, Digest.of("flow")),
            Principal.agent("bot", "alice"),
            input(),
            "eu",
            AT.plusSeconds(864_000),
            null,
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
        new RunEvent.ApprovalPostponed("review", AT.plusSeconds(60), AT),
        new RunEvent.IncidentRaised(
            new Incident("review", "directory.unavailable", "It is away.", "Wait.", AT)),
        new RunEvent.ApprovalRequested("review", request, List.of()),
        new RunEvent.ApprovalReminded("review", 1, 0, AT),
        new RunEvent.ApprovalOverdue("review", 1, 1, AT),
        new RunEvent.ApprovalEscalated(
            "review",
            1,
            0,
            Escalation.REPLACE,
            List.of(new Source.Role("cfo")),
            decision(Verdict.ESCALATE, request),
            AT),
        new RunEvent.ApprovalHandedOver(
            "review",
            1,
            new Handover("dan", "eve", "alice", "dan is ill", AT.plusSeconds(3600), AT)),
        new RunEvent.DecisionRecorded("review", 1, decision(Verdict.REQUEST_CHANGES, request)),
        new RunEvent.ReworkRequested("review", 1, "alice", AT),
        new RunEvent.ReworkSubmitted(
            "review",
            1,
            Principal.agent("bot", "alice"),
            changed(),
            List.of("risk"),
            List.of("plan"),
            "less of it",
            AT),
        new RunEvent.StepStarted("plan", 3, "exec", Map.of("command", List.of("plan")), null, AT),
        new RunEvent.StepCompleted("plan", Map.of("exit", 0L), AT),
        new RunEvent.ApprovalRequested("review", request(2), List.of(kept(request))),
        new RunEvent.ApprovalModified("review", 2, "carol", input(), List.of("risk"), AT),
        new RunEvent.ApprovalRequested("review", request(3), List.of()),
        new RunEvent.DecisionRecorded("review", 3, decision(Verdict.REJECT, request)),
        new RunEvent.DecisionWithdrawn("review", 3, "carol", AT),
        new RunEvent.DecisionRecorded("review", 3, decision(Verdict.APPROVE, request)),
        new RunEvent.ApprovalDecided(
            "review", 3, new Outcome("with_conditions", Kind.APPROVED), evaluation(), AT),
        new RunEvent.StepStarted("apply", 1, "exec", Map.of("n", 1L), null, AT),
        new RunEvent.RetryScheduled(
            "apply", 1, new Failure("exec.exit", "it exited with 3", true), AT.plusSeconds(2), AT),
        new RunEvent.ApprovalReopened("review", 3, "apply", "it differs", AT),
        new RunEvent.ApprovalRequested("review", request(4), List.of()),
        new RunEvent.ApprovalDecided("review", 4, Outcome.EXPIRED, evaluation(), AT),
        new RunEvent.StepFailed(
            "apply", 2, new Failure("exec.not_found", "no such file", false), AT),
        new RunEvent.StepStarted("keep", 1, "exec", Map.of(), null, AT),
        new RunEvent.StepStuck("keep", 1, new Failure("exec.exit", "it exited with 3", false), AT),
        new RunEvent.StepSkipped("keep", "skipped by carol: done by hand", AT),
        new RunEvent.RunPaused(Principal.person("carol"), "a look", AT),
        new RunEvent.RunResumed(Principal.person("carol"), AT),
        new RunEvent.CallbackReceived("late", 1, 1, Map.of("ok", true), AT),
        new RunEvent.CallbackAwaited("job", 1, AT.plusSeconds(600), AT),
        new RunEvent.BranchesStarted("both", AT.plusSeconds(600), AT),
        new RunEvent.LoopStarted("each", List.of("x", 7L), null, AT),
        new RunEvent.LapStarted("each", 1, AT),
        new RunEvent.StepStarted("ship@1", 1, "exec", Map.of("to", "x"), null, AT),
        new RunEvent.StepCompleted("ship@1", Map.of("url", "u"), AT),
        new RunEvent.RollbackPlanned(
            "ship@1.rollback", "ship@1", "exec", Map.of("from", "x"), null, AT),
        new RunEvent.LapEnded("each", new Lap(1, Ending.COMPLETED, "", "u"), List.of("ship@1"), AT),
        new RunEvent.LapStarted("each", 2, AT),
        new RunEvent.LapEnded(
            "each", new Lap(2, Ending.FAILED, "step 'ship@2' failed", null), List.of(), AT),
        new RunEvent.StepStopped("both", "the run ends", AT),
        new RunEvent.EventAwaited("paid", 1, "order.paid", "o-1", AT.plusSeconds(600), AT),
        new RunEvent.RollbackStarted(Ending.REJECTED, "gate 'review' was expired", AT),
        new RunEvent.RunEnded(Ending.REJECTED, "gate 'review' was expired", null, AT));
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

  private static Map<String, Object> changed() {
    Map<String, Object> changed = new LinkedHashMap<>(input());
    changed.put("risk", 3L);
    return changed;
  }

  private static Request request(int round) {
    return new Request(
        round,
        "Rotate credentials of billing",
        "Planned by **alice**.",
        REQUIREMENT,
        List.of(
            new FloorDemand(
                "production",
                "Production needs security",
                new Requirement.People(null, List.of(new Source.Group("security")), 1),
                // The first round stands for journals of before the digest was kept.
                round == 1 ? null : Digest.of("asks"))),
        Map.of("alice", new Exclusion("requested this", Set.of("group:sre"))),
        Map.of("group:sre", new Roster(2, Digest.of("bob\ncarol\n"), List.of("bob", "carol"))),
        List.of(
            new Evidence("diff", "Plan", Map.of("resource", Digest.of("x").text()), true, null),
            new Evidence("log", "Tests", null, false, "there is nothing to show")),
        List.of(
            new Choice("approve", null, Verdict.APPROVE, false, Map.of("type", "object")),
            new Choice("with_conditions", "Approve, but", Verdict.APPROVE, true, Map.of()),
            Choice.of(Verdict.REJECT, true)),
        new Rejects.Enough(2),
        List.of("risk"),
        new Subject(Map.of("covered", Map.of("apply", Map.of("n", 1L))), Digest.of("subject")),
        AT,
        new Ladder(
            AT.plusSeconds(7200),
            List.of(
                new Ladder.Rung(Escalation.REPLACE, List.of(new Source.Role("cfo"))),
                new Ladder.Rung(Escalation.NOTIFY, List.of(new Source.User("dan")))),
            List.of(
                new Ladder.Mark(AT.plusSeconds(3600), Ladder.Mark.Kind.REMIND, -1),
                new Ladder.Mark(AT.plusSeconds(7200), Ladder.Mark.Kind.DUE, -1),
                new Ladder.Mark(AT.plusSeconds(7200), Ladder.Mark.Kind.ESCALATE, 0))),
        new Request.Deadline(AT.plusSeconds(86_400), Outcome.EXPIRED));
  }

  private static Decision decision(Verdict verdict, Request request) {
    return new Decision(
        "carol",
        "carol-admin",
        new Membership(Set.of("sre", "legal"), Set.of("auditor"), Set.of("sre-oncall")),
        List.of(
            new StandIn(
                List.of("dan", "eve", "carol"),
                new Membership(Set.of("security"), Set.of(), Set.of()))),
        verdict == Verdict.APPROVE ? "with_conditions" : verdict.word(),
        verdict,
        "looks right",
        Map.of("window", "tonight"),
        request.subject().digest(),
        AT,
        null);
  }

  private static Decision kept(Request request) {
    Decision given = decision(Verdict.APPROVE, request);
    return new Decision(
        "bob",
        null,
        given.membership(),
        List.of(),
        "approve",
        Verdict.APPROVE,
        null,
        Map.of(),
        given.subject(),
        AT,
        new Decision.Kept(1, Set.of(0)));
  }

  private static Evaluation evaluation() {
    Evaluation leaf =
        new Evaluation(
            Status.OPEN,
            "Two engineers",
            "approved by 1 of 2 (carol)",
            List.of("carol"),
            List.of("bob"),
            3,
            List.of(new Ignored("alice", "requested this")),
            List.of());
    return new Evaluation(
        Status.OPEN, "stages", "open", List.of(), List.of(), 0, List.of(), List.of(leaf));
  }
}
