package dev.gatehold.server.request;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Directory;
import dev.gatehold.server.run.StepKinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in one sentence each what approving and rejecting lead to, as the flow stands. */
final class Consequences {
  private static final int MOST = 4;
  private final Flow flow;
  private final Step gate;

  Consequences(Flow flow, Step gate) {
    this.flow = flow;
    this.gate = gate;
  }

  /** What both verdicts lead to; {@code person} may decide, null when the reader may not. */
  RequestDetail.Consequence of(
      Round round, @Nullable String person, Directory directory, Instant now) {
    return new RequestDetail.Consequence(
        person == null
            ? "When approved, this " + approved() + "."
            : approving(round, person, directory, now),
        (person == null ? "When rejected, this " : "Rejecting ") + rejected() + ".");
  }

  private String approving(Round round, String person, Directory directory, Instant now) {
    Electorate electorate =
        new Electorate(
            directory, now, round.request().excluded().keySet(), round.dossier().handovers());
    List<Decision> assumed = new ArrayList<>(round.standing());
    assumed.removeIf(each -> each.person().equals(person));
    assumed.add(
        new Decision(
            person,
            null,
            electorate.membershipOf(person),
            electorate.standInsOf(person),
            Verdict.APPROVE.word(),
            Verdict.APPROVE,
            null,
            Map.of(),
            round.request().subject().digest(),
            now,
            null));
    Evaluator after = round.evaluator(assumed, directory, now);
    return after.met()
        ? "Approving " + approved() + "."
        : "After your approval: " + after.evaluate().sentence() + ". Then this " + approved() + ".";
  }

  String approved() {
    return summary(joined(branch(Outcome.APPROVED), following()), "ends the run as completed");
  }

  String rejected() {
    String end = "ends the run as rejected";
    List<Step> steps = branch(Outcome.REJECTED);
    boolean endsItself = !steps.isEmpty() && stops(steps.getLast());
    String said = summary(steps, end);
    return endsItself || said.equals(end) ? said : said + ", then " + end;
  }

  private List<Step> branch(Outcome outcome) {
    return gate.action().branches().stream()
        .filter(each -> each.name().equals(outcome.word()))
        .map(Branch::steps)
        .findFirst()
        .orElse(List.of());
  }

  /** The steps after the gate, to the end of the flow. */
  private List<Step> following() {
    List<Step> rest = after(flow.steps());
    return rest == null ? List.of() : rest;
  }

  /** What comes after the gate if it is somewhere in these steps; null if it is not. */
  private @Nullable List<Step> after(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      List<Step> later = steps.subList(i + 1, steps.size());
      if (step.id().equals(gate.id())) {
        return later;
      }
      for (Branch branch : step.branches()) {
        List<Step> inside = after(branch.steps());
        if (inside != null) {
          return leadsPast(step, branch) ? joined(inside, later) : inside;
        }
      }
    }
    return null;
  }

  /** A run goes on after a gate's branch only when the gate was approved. */
  private static boolean leadsPast(Step step, Branch branch) {
    return !(step.action() instanceof Action.Approval)
        || branch.name().equals(Outcome.APPROVED.word());
  }

  private static List<Step> joined(List<Step> first, List<Step> second) {
    List<Step> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  private static String summary(List<Step> steps, String otherwise) {
    List<String> said = new ArrayList<>();
    for (Step step : steps) {
      if (step.action() instanceof Action.SetValues) {
        continue;
      }
      if (said.size() == MOST) {
        said.add("goes on with further steps");
        break;
      }
      said.add(say(step));
      if (stops(step)) {
        break;
      }
    }
    return said.isEmpty() ? otherwise : String.join(", then ", said);
  }

  private static String say(Step step) {
    String does =
        switch (step.action()) {
          case Action.Work _ -> "runs '" + step.id() + "' (" + StepKinds.of(step.action()) + ")";
          case Action.Wait _, Action.Callback _, Action.EventWait _ ->
              "waits at '" + step.id() + "'";
          case Action.Switch _ -> "chooses a way at '" + step.id() + "'";
          case Action.Approval _ -> "asks people again at '" + step.id() + "'";
          case Action.End(var ending, _) ->
              "ends the run as " + ending.name().toLowerCase(Locale.ROOT);
          case Action.Parallel _ -> "does several things side by side at '" + step.id() + "'";
          case Action.ForEach _ -> "goes through a list at '" + step.id() + "'";
          case Action.Repeat _ -> "repeats steps at '" + step.id() + "'";
          case Action.SetValues _ -> "computes values at '" + step.id() + "'";
        };
    return step.condition() == null ? does : does + " if its condition holds";
  }

  private static boolean stops(Step step) {
    return step.condition() == null
        && (step.action() instanceof Action.End || step.action() instanceof Action.Approval);
  }
}
