package dev.gatehold.core.run;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Eligibility;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Exclusion;
import dev.gatehold.core.approval.FloorDemand;
import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Subject;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Rework;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.flow.Timing;
import dev.gatehold.core.run.RunState.Active;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renders a gate into a request. What cannot be rendered fails the step, so that the gate stays
 * closed; evidence that cannot be rendered is shown as missing.
 */
final class RequestMaker {
  static final String ROUNDS_DIFFER = "Changed since the round before";
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
  private final Layout layout;
  private final Expressions expressions;
  private final Floors floors;

  RequestMaker(Layout layout, Expressions expressions, Floors floors) {
    this.layout = layout;
    this.expressions = expressions;
    this.floors = floors;
  }

  /**
   * The request of a round.
   *
   * @param before the round before; null for the first
   * @throws ExpressionException or IllegalArgumentException when it cannot be rendered
   */
  Request make(Active run, Address at, StepState.@Nullable Reopened before, Context context) {
    Step step = layout.step(at.id());
    Gate gate = ((Action.Approval) step.action()).gate();
    int round = before == null ? 1 : before.request().round() + 1;
    Scope scope = RunScope.at(layout, run, at);
    Sources sources =
        new Sources(expressions, scope, context.directory().personBehind(requester(run)), context);
    String title = oneLine(gate.title().renderText(expressions, scope));
    String summary = gate.summary() == null ? null : gate.summary().renderText(expressions, scope);
    Map<String, String> why = excluded(gate, run, sources, context);
    Electorate electorate =
        new Electorate(context.directory(), context.now(), why.keySet(), List.of());
    Demands demands = new Demands(expressions, scope, sources, why.keySet(), electorate);
    Requirement requirement = demands.resolve(gate.requires());
    List<FloorDemand> above =
        floors.of(step, scope, context.floors()).stream()
            .map(floor ->
                new FloorDemand(
                    floor.name(),
                    floor.title(),
                    demands.resolve(floor.requires()),
                    AskedByFloor.digest(floor)))
            .toList();
    List<Requirement.People> leaves = leaves(requirement, above);
    Ladders ladders = new Ladders(gate.timing(), context);
    Ladder ladder = ladders.ladder(sources, why.keySet());
    List<Evidence> evidence =
        gate.evidence().stream().map(exhibit -> show(exhibit, scope)).toList();
    Request.Deadline deadline = deadline(gate, ladders.expiry(), evidence);
    List<Choice> choices = choices(gate, round);
    Map<String, @Nullable Object> covered = covered(gate, scope);
    if (before != null) {
      evidence = withDifference(evidence, before, run, covered);
    }
    Map<String, Exclusion> excluded = exclusions(why, leaves, electorate);
    Subject subject =
        Subject.of(
            new Subject.Parts(
                run.run(),
                at.text(),
                round,
                releaseFacts(run.release()),
                run.input(),
                title,
                summary,
                requirement,
                above,
                excluded.keySet(),
                evidence,
                choices,
                gate.rejects(),
                gate.modify(),
                ladder,
                deadline),
            covered,
            secrets(gate, scope));
    return new Request(
        round,
        title,
        summary,
        requirement,
        above,
        excluded,
        Eligibility.rosters(leaves.stream(), electorate),
        evidence,
        choices,
        gate.rejects(),
        gate.modify(),
        subject,
        context.now(),
        ladder,
        deadline);
  }

  private static String requester(Active run) {
    return run.requester().countsAs();
  }

  private static List<Requirement.People> leaves(Requirement requirement, List<FloorDemand> above) {
    List<Requirement.People> leaves = new ArrayList<>(requirement.leaves().toList());
    above.forEach(floor -> leaves.addAll(floor.requirement().leaves().toList()));
    if (leaves.size() > Requires.MAX_PARTS) {
      throw new IllegalArgumentException(
          "Expected at most "
              + Requires.MAX_PARTS
              + " parts that name people, those of floors included, but found "
              + leaves.size()
              + ".");
    }
    return leaves;
  }

  /** Changes can be requested as long as a round is left to show them in. */
  private static List<Choice> choices(Gate gate, int round) {
    Rework rework = gate.rework();
    boolean last = rework != null && round >= rework.rounds();
    return gate.choices().stream()
        .filter(choice -> !last || choice.as() != Verdict.REQUEST_CHANGES)
        .toList();
  }

  /** Silence cannot agree to what nobody could have agreed to: evidence that is missing. */
  private static Request.@Nullable Deadline deadline(
      Gate gate, @Nullable Instant at, List<Evidence> evidence) {
    Timing.Expiry expiry = gate.timing().expiry();
    if (at == null || expiry == null) {
      return null;
    }
    Outcome declared = outcome(gate, expiry.outcome());
    boolean blocked = declared.opens() && evidence.stream().anyMatch(Evidence::blocks);
    return new Request.Deadline(at, blocked ? Outcome.EXPIRED : declared);
  }

  private static Outcome outcome(Gate gate, String word) {
    return gate.choices().stream()
        .filter(choice -> choice.own() && choice.word().equals(word))
        .findFirst()
        .map(choice -> Outcome.of(choice.word(), choice.as()))
        .orElseGet(() -> Outcome.parse(word));
  }

  private static String oneLine(String text) {
    return WHITE_SPACE.matcher(text.strip()).replaceAll(" ");
  }

  private static Map<String, @Nullable Object> releaseFacts(ReleaseRef release) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("flow", release.flow());
    facts.put("number", (long) release.number());
    facts.put("digest", release.digest().text());
    return facts;
  }

  private static Map<String, String> excluded(
      Gate gate, Active run, Sources sources, Context context) {
    Map<String, String> why = new TreeMap<>();
    for (Template template : gate.exclude()) {
      for (String person : sources.texts(template)) {
        if (!person.equals(Sources.REQUESTER)) {
          why.put(sources.personIn(person), "is excluded by the flow");
        }
      }
    }
    why.put(context.directory().personBehind(requester(run)), "requested this");
    return why;
  }

  private static Map<String, Exclusion> exclusions(
      Map<String, String> why, List<Requirement.People> leaves, Electorate electorate) {
    Map<String, Exclusion> exclusions = new TreeMap<>();
    why.forEach((person, reason) ->
        exclusions.put(
            person,
            new Exclusion(
                reason,
                Eligibility.sourcesAdmitting(
                    leaves.stream(), person, electorate.membershipOf(person)))));
    return exclusions;
  }

  private static List<Evidence> withDifference(
      List<Evidence> evidence,
      StepState.Reopened before,
      Active run,
      Map<String, @Nullable Object> covered) {
    List<Map<String, @Nullable Object>> changes =
        new Difference(before.request(), before.was(), run.input(), evidence, covered).rows();
    List<Evidence> more = new ArrayList<>(evidence);
    more.add(new Evidence("table", ROUNDS_DIFFER, changes, false, null));
    return more;
  }

  private Evidence show(Gate.Exhibit exhibit, Scope scope) {
    Object content = null;
    String missing = null;
    try {
      content = exhibit.content().render(expressions, scope);
      if (content == null) {
        missing = "there is nothing to show";
      }
    } catch (ExpressionException | IllegalArgumentException e) {
      missing = e.getMessage();
    }
    return new Evidence(exhibit.kind(), exhibit.title(), content, exhibit.required(), missing);
  }

  private Map<String, @Nullable Object> covered(Gate gate, Scope scope) {
    Map<String, @Nullable Object> covered = new LinkedHashMap<>();
    for (Step step : layout.steps()) {
      if (gate.covers().contains(step.id()) && step.action() instanceof Action.Work work) {
        covered.put(step.id(), work.parameters().renderObject(expressions, scope));
      }
    }
    return covered;
  }

  /** Where secrets belong in the parameters of the covered steps. */
  private Map<String, List<Map<String, @Nullable Object>>> secrets(Gate gate, Scope scope) {
    Map<String, List<Map<String, @Nullable Object>>> secrets = new LinkedHashMap<>();
    for (Step step : layout.steps()) {
      if (gate.covers().contains(step.id()) && step.action() instanceof Action.Work work) {
        secrets.put(
            step.id(), SecretPlace.json(SecretPlace.of(work.parameters(), expressions, scope)));
      }
    }
    return secrets;
  }
}
