package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Dossier;
import dev.gatehold.core.approval.Feedback;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingCallback;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Branched;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Failed;
import dev.gatehold.core.run.StepState.Forked;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Looping;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Skipped;
import dev.gatehold.core.run.StepState.Stopped;
import dev.gatehold.core.run.StepState.Stuck;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import dev.gatehold.core.value.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of a flow see of a run; the words are described in the flow file reference.
 */
final class RunScope {
  private RunScope() {}

  /** What a step at this address sees: what is outside of loops, and in its own laps. */
  static Scope at(Layout layout, Active run, Address at) {
    return in(layout, run, layout.loops(at.id()), at.laps());
  }

  /** What is seen outside of all loops. */
  static Scope outside(Layout layout, Active run) {
    return in(layout, run, List.of(), List.of());
  }

  /** What is seen at the end of a lap of this loop. */
  static Scope lap(Layout layout, Active run, Address loop, int lap) {
    List<String> loops = new ArrayList<>(layout.loops(loop.id()));
    loops.add(loop.id());
    return in(layout, run, loops, loop.in(loop.id(), lap).laps());
  }

  private static Scope in(Layout layout, Active run, List<String> loops, List<Integer> laps) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("input", run.input());
    variables.put("run", runFacts(run));
    variables.put("flow", flowFacts(layout.flow(), run.release()));
    Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    run.steps()
        .forEach((text, state) -> {
          if (!Address.undoes(text)) {
            Address address = Address.parse(text);
            List<String> around = layout.loops(address.id());
            if (around.size() <= loops.size()
                && loops.subList(0, around.size()).equals(around)
                && laps.subList(0, around.size()).equals(address.laps())) {
              steps.put(address.id(), stepFacts(state));
            }
          }
        });
    variables.put("steps", steps);
    Map<String, @Nullable Object> lap = null;
    for (int i = 0; i < loops.size(); i++) {
      Address address = new Address(loops.get(i), laps.subList(0, i));
      lap = lapFacts(lap, layout, run, address, laps.get(i));
    }
    if (lap != null) {
      variables.put("lap", lap);
    }
    return new Scope(variables);
  }

  private static Map<String, @Nullable Object> lapFacts(
      @Nullable Map<String, @Nullable Object> outer,
      Layout layout,
      Active run,
      Address address,
      int number) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("number", (long) number);
    Looping loop = (Looping) Objects.requireNonNull(run.steps().get(address.text()));
    if (layout.step(address.id()).action() instanceof Action.ForEach) {
      facts.put("item", Objects.requireNonNull(loop.items()).get(number - 1));
    } else {
      facts.put("last", loop.laps().isEmpty() ? null : loop.laps().getLast().collected());
    }
    if (outer != null) {
      facts.put("outer", outer);
    }
    return facts;
  }

  private static Map<String, @Nullable Object> runFacts(Active run) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", run.run());
    facts.put("requester", run.requester().countsAs());
    facts.put("started_at", run.startedAt().toString());
    facts.put("draft", run.draft());
    return facts;
  }

  private static Map<String, @Nullable Object> flowFacts(Flow flow, ReleaseRef release) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("name", flow.name());
    facts.put("release", (long) release.number());
    facts.put("digest", release.digest().text());
    return facts;
  }

  private static Map<String, @Nullable Object> stepFacts(StepState state) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("status", state.word());
    switch (state) {
      case Completed(_, var output, _) -> facts.put("output", output);
      case Decided decided -> {
        facts.put("outcome", decided.outcome().word());
        facts.put("decisions", decisions(decided.standing()));
        facts.put("form", agreedForm(decided.standing()));
        facts.put("feedback", feedback(decided.dossier()));
      }
      case AwaitingApproval open -> {
        facts.put("decisions", decisions(open.standing()));
        facts.put("feedback", feedback(open.dossier()));
      }
      case AwaitingRework rework -> facts.put("feedback", feedback(rework.dossier()));
      case Reopened reopened -> facts.put("feedback", feedback(reopened.dossier()));
      case Failed(_, var failure, _) -> facts.put("error", error(failure));
      case AwaitingRetry(_, var failure, _) -> facts.put("error", error(failure));
      case Stuck(_, var failure, _) -> facts.put("error", error(failure));
      case Working _,
          Held _,
          Waiting _,
          AwaitingCallback _,
          AwaitingEvent _,
          Branched _,
          Forked _,
          Looping _,
          Postponed _,
          Skipped _,
          Stopped _ -> {}
    }
    return facts;
  }

  /**
   * The form values on which all approvals agree that gave them. A value that they give differently
   * is left out, so that a flow that relies on it stops instead of taking one of them.
   */
  private static Map<String, @Nullable Object> agreedForm(List<Decision> standing) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    Set<String> disputed = new HashSet<>();
    for (Decision decision : standing) {
      if (decision.verdict() == Verdict.APPROVE) {
        decision
            .form()
            .forEach((field, value) -> {
              if (form.containsKey(field)
                  && !Json.canonical(form.get(field)).equals(Json.canonical(value))) {
                disputed.add(field);
              }
              form.put(field, value);
            });
      }
    }
    form.keySet().removeAll(disputed);
    return form;
  }

  private static List<Map<String, @Nullable Object>> feedback(Dossier dossier) {
    return dossier.feedback().stream().map(RunScope::feedback).toList();
  }

  private static Map<String, @Nullable Object> feedback(Feedback said) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("round", (long) said.round());
    facts.put("person", said.person());
    facts.put("comment", said.comment());
    facts.put("form", said.form());
    facts.put("at", said.at().toString());
    return facts;
  }

  private static List<Map<String, @Nullable Object>> decisions(List<Decision> decisions) {
    return decisions.stream().map(RunScope::decision).toList();
  }

  private static Map<String, @Nullable Object> decision(Decision decision) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("person", decision.person());
    facts.put("choice", decision.choice());
    facts.put("verdict", decision.verdict().word());
    facts.put("comment", decision.comment());
    facts.put("form", decision.form());
    facts.put("at", decision.at().toString());
    return facts;
  }

  private static Map<String, @Nullable Object> error(Failure failure) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("code", failure.code());
    facts.put("message", failure.message());
    return facts;
  }
}
