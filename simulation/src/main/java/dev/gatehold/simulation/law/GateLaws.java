package dev.gatehold.simulation.law;

import static dev.gatehold.simulation.law.Law.law;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.PastGates;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.value.Digest;
import dev.gatehold.simulation.law.Change.Found;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What holds of gates, judged without the code that evaluates them. */
final class GateLaws {
  static final List<Law<Change>> ALL =
      List.of(
          law(
              "gate.one-outcome",
              "A round of a gate has one outcome, and it is final; one that has fallen may only be"
                  + " closed.",
              GateLaws::oneOutcome),
          law(
              "gate.asks-first",
              "Decisions and outcomes come only to a round that asks.",
              GateLaws::asksFirst),
          law(
              "gate.own-decision",
              "A decision is recorded of the one who gave it.",
              change -> change.each(DecisionRecorded.class, GateLaws::ownDecision)),
          law(
              "gate.people-decide",
              "Only people decide; agents and services never do.",
              change -> change.each(DecisionRecorded.class, GateLaws::peopleDecide)),
          law(
              "gate.excluded",
              "Who is excluded never decides.",
              change -> change.each(DecisionRecorded.class, GateLaws::excluded)),
          law(
              "gate.requester",
              "Who requested a run never approves it.",
              change -> change.each(DecisionRecorded.class, GateLaws::requester)),
          law(
              "gate.subject-shown",
              "A decision names the subject that its round asks for.",
              change -> change.each(DecisionRecorded.class, GateLaws::subjectShown)),
          law(
              "gate.subject-digest",
              "A subject's digest is that of its content.",
              change ->
                  change.each(
                      RunEvent.ApprovalRequested.class,
                      found -> {
                        var subject = found.event().request().subject();
                        return Digest.ofJson(subject.content()).equals(subject.digest())
                            ? null
                            : found.event().step() + " has another digest";
                      })),
          law(
              "gate.asks-for-all",
              "A request shows the parameters of every step that its gate covers and that can be"
                  + " rendered, and asks as many people as its flow does.",
              change ->
                  change.each(
                      RunEvent.ApprovalRequested.class, found -> asksForAll(change, found))),
          law(
              "gate.enough-people",
              "A gate opens only for as many different people as it requires at least.",
              change -> change.each(ApprovalDecided.class, GateLaws::enoughPeople)),
          law(
              "gate.met",
              "A gate opens only when its requirement is met, or by a silence that its flow spells"
                  + " out.",
              change -> change.each(ApprovalDecided.class, GateLaws::met)),
          law(
              "gate.somebody-rejected",
              "A gate is rejected only by somebody, or by silence after its time.",
              change -> change.each(ApprovalDecided.class, GateLaws::somebodyRejected)),
          law(
              "gate.rounds",
              "Rounds of a gate are numbered one after the other.",
              change -> change.each(RunEvent.ApprovalRequested.class, GateLaws::rounds)),
          law(
              "gate.own-withdrawal",
              "Only who decided takes a decision back.",
              change ->
                  change.each(
                      RunEvent.DecisionWithdrawn.class,
                      found ->
                          found.event().person().equals(found.at().entry().by().countsAs())
                              ? null
                              : found.at().entry().by() + " took back that of another")),
          law(
              "gate.edits",
              "Approvers edit only what the gate lets them.",
              change -> change.each(RunEvent.ApprovalModified.class, GateLaws::edits)),
          law(
              "gate.before-step",
              "No step starts past a gate without that gate's approval.",
              GateLaws::beforeStep),
          law(
              "gate.ran-as-approved",
              "What runs is what was approved, parameter by parameter.",
              change -> change.each(StepStarted.class, GateLaws::ranAsApproved)));

  private GateLaws() {}

  private static @Nullable String oneOutcome(Change change) {
    Set<String> decided = new HashSet<>();
    for (Moment moment : change.run().moments()) {
      if (moment.event() instanceof ApprovalDecided outcome
          && !decided.add(outcome.step() + " round " + outcome.round())
          && !(between(moment, outcome.step()) && !outcome.outcome().opens())) {
        return outcome.step() + " round " + outcome.round() + " has two outcomes";
      }
    }
    return null;
  }

  /** Whether the agreement of a round has fallen and the next one does not ask yet. */
  private static boolean between(Moment moment, String step) {
    return moment.was(step) instanceof StepState.Reopened
        || (moment.was(step) instanceof StepState.Postponed(var before, _) && before != null);
  }

  private static @Nullable String asksFirst(Change change) {
    for (Moment moment : change.moments()) {
      String fault =
          switch (moment.event()) {
            case DecisionRecorded(var step, var round, _) -> notAsking(moment, step, round);
            case ApprovalDecided outcome -> notOpen(moment, outcome);
            default -> null;
          };
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static @Nullable String notAsking(Moment moment, String step, int round) {
    int asked =
        switch (moment.was(step)) {
          case AwaitingApproval open -> open.request().round();
          case StepState.AwaitingRework rework -> rework.request().round();
          case null, default -> -1;
        };
    return asked == round ? null : step + " asks in round " + asked + ", not " + round;
  }

  /** A run that is ended from outside ends its gates between rounds, too. */
  private static @Nullable String notOpen(Moment moment, ApprovalDecided outcome) {
    return between(moment, outcome.step()) && !outcome.outcome().opens()
        ? null
        : notAsking(moment, outcome.step(), outcome.round());
  }

  private static @Nullable String ownDecision(Found<DecisionRecorded> found) {
    String giver = found.at().entry().by().countsAs();
    Decision decision = found.event().decision();
    return decision.person().equals(giver)
        ? null
        : giver + " gave the decision of " + decision.person();
  }

  private static @Nullable String peopleDecide(Found<DecisionRecorded> found) {
    Principal by = found.at().entry().by();
    return by.kind() == Principal.Kind.PERSON ? null : by + " decided";
  }

  private static @Nullable Request request(Found<?> found, String step) {
    return found.at().was(step) instanceof AwaitingApproval open ? open.request() : null;
  }

  private static @Nullable String excluded(Found<DecisionRecorded> found) {
    Request request = request(found, found.event().step());
    String person = found.event().decision().person();
    return request == null || !request.excluded().containsKey(person)
        ? null
        : person + " decided and is excluded";
  }

  private static @Nullable String requester(Found<DecisionRecorded> found) {
    RunState.Active run = Objects.requireNonNull(found.at().before().facts());
    Decision decision = found.event().decision();
    return decision.verdict() == Verdict.APPROVE
            && decision.person().equals(run.requester().countsAs())
        ? decision.person() + " requested it"
        : null;
  }

  private static @Nullable String subjectShown(Found<DecisionRecorded> found) {
    Request request = request(found, found.event().step());
    return request == null || request.subject().digest().equals(found.event().decision().subject())
        ? null
        : "shown was " + found.event().decision().subject().text();
  }

  private static @Nullable String asksForAll(
      Change change, Found<RunEvent.ApprovalRequested> found) {
    String id = found.event().step().replaceAll("@.*", "");
    for (Step step : change.run().flow().everyStep()) {
      if (step.id().equals(id) && step.action() instanceof Action.Approval(Gate gate)) {
        Request request = found.event().request();
        boolean shown =
            gate.covers().isEmpty()
                || (request.subject().content().get("covered") instanceof Map<?, ?> covered
                    && covered.keySet().containsAll(gate.covers()));
        boolean asked =
            counts(gate.requires())
                .equals(request.requirement().leaves().map(Requirement.People::count).toList());
        return shown && asked ? null : id + " covers " + gate.covers() + ", asked is " + request;
      }
    }
    return id + " is no gate of its flow";
  }

  private static List<Integer> counts(Requires requires) {
    return switch (requires) {
      case Requires.People(_, _, Requires.Quota quota, _, _) ->
          List.of(quota instanceof Requires.Quota.Count(int count) ? count : 1);
      case Requires.All(var parts) -> counts(parts);
      case Requires.Any(var parts) -> counts(parts);
      case Requires.Some(_, var parts) -> counts(parts);
      case Requires.Stages(var parts) -> counts(parts);
    };
  }

  private static List<Integer> counts(List<Requires> parts) {
    return parts.stream().flatMap(part -> counts(part).stream()).toList();
  }

  private static @Nullable String enoughPeople(Found<ApprovalDecided> found) {
    ApprovalDecided outcome = found.event();
    if (!outcome.outcome().opens() || silent(found)) {
      return null;
    }
    if (!(found.at().is(outcome.step()) instanceof Decided decided)) {
      return outcome.step() + " is not decided after its outcome";
    }
    Set<String> people =
        decided.standing().stream()
            .filter(each -> each.verdict() == Verdict.APPROVE)
            .map(Decision::person)
            .collect(Collectors.toSet());
    int least = decided.request().demands().stream().mapToInt(GateLaws::least).max().orElse(0);
    return people.size() >= least
        ? null
        : "%s was opened by %d of at least %d".formatted(outcome.step(), people.size(), least);
  }

  /** The fewest different people who can meet this. */
  private static int least(Requirement requirement) {
    return switch (requirement) {
      case Requirement.People leaf -> leaf.applies() ? leaf.count() : 0;
      case Requirement.All(var parts) -> parts.stream().mapToInt(GateLaws::least).sum();
      case Requirement.Stages(var parts) -> parts.stream().mapToInt(GateLaws::least).sum();
      case Requirement.Any(var parts) ->
          parts.stream().filter(Requirement::applies).mapToInt(GateLaws::least).min().orElse(0);
      case Requirement.Some(var count, var parts) ->
          parts.stream().mapToInt(GateLaws::least).sorted().limit(count).sum();
    };
  }

  private static boolean silent(Found<ApprovalDecided> found) {
    return found.at().was(found.event().step()) instanceof AwaitingApproval open
        && open.request().expiredAt(found.event().at());
  }

  private static @Nullable String met(Found<ApprovalDecided> found) {
    ApprovalDecided outcome = found.event();
    if (!outcome.outcome().opens() || outcome.evaluation().status() == Status.MET) {
      return null;
    }
    Request request = request(found, outcome.step());
    Request.Deadline expiry = request == null ? null : request.expiry();
    return expiry != null && expiry.outcome().opens() && !outcome.at().isBefore(expiry.at())
        ? null
        : outcome.step() + " opened while it was " + outcome.evaluation().status();
  }

  private static @Nullable String somebodyRejected(Found<ApprovalDecided> found) {
    ApprovalDecided outcome = found.event();
    if (outcome.outcome().kind() != Outcome.Kind.REJECTED || silent(found)) {
      return null;
    }
    boolean said =
        found.at().is(outcome.step()) instanceof Decided decided
            && decided.standing().stream().anyMatch(each -> each.verdict() != Verdict.APPROVE);
    boolean late =
        found.at().was(outcome.step()) instanceof StepState.AwaitingRework rework
            && rework.request().expiredAt(outcome.at());
    boolean inRework = found.at().was(outcome.step()) instanceof StepState.AwaitingRework;
    return said || late || inRework
        ? null
        : outcome.step() + " became " + outcome.outcome().text() + " by nobody";
  }

  private static @Nullable String rounds(Found<RunEvent.ApprovalRequested> found) {
    int round = found.event().request().round();
    int before =
        switch (found.at().was(found.event().step())) {
          case AwaitingApproval open -> open.request().round();
          case StepState.AwaitingRework rework -> rework.request().round();
          case StepState.Reopened reopened -> reopened.request().round();
          case StepState.Postponed(var last, _) -> last == null ? 0 : last.request().round();
          case Decided decided -> decided.request().round();
          case null, default -> 0;
        };
    return round == before + 1 ? null : "round " + round + " follows round " + before;
  }

  private static @Nullable String edits(Found<RunEvent.ApprovalModified> found) {
    Request request = request(found, found.event().step());
    return request == null || request.modify().containsAll(found.event().changed())
        ? null
        : found.event().changed() + " were edited";
  }

  private static @Nullable String beforeStep(Change change) {
    if (change.moments().stream().noneMatch(each -> each.event() instanceof StepStarted)) {
      return null;
    }
    try {
      new PastGates(
              change.run().flow(), change.run().moments().stream().map(Moment::event).toList())
          .check();
      return null;
    } catch (AssertionError e) {
      return e.getMessage();
    }
  }

  private static @Nullable String ranAsApproved(Found<StepStarted> found) {
    StepStarted started = found.event();
    String id = started.step().replaceAll("@.*", "");
    String laps = started.step().substring(id.length());
    RunState.Active run = Objects.requireNonNull(found.at().before().facts());
    for (Map.Entry<String, StepState> step : run.steps().entrySet()) {
      if (step.getValue() instanceof Decided decided
          && decided.outcome().opens()
          && laps.equals(step.getKey().replaceAll("^[^@]*", ""))) {
        Object agreed = decided.request().subject().coveredParameters(id);
        if (agreed != null && !agreed.equals(started.parameters())) {
          return started + " but agreed was " + agreed;
        }
      }
    }
    return null;
  }
}
