package dev.gatehold.core.run;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Survivors;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Rework;
import dev.gatehold.core.flow.Schemas;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.Resubmit;
import dev.gatehold.core.run.RunEvent.ApprovalModified;
import dev.gatehold.core.run.RunEvent.ApprovalPostponed;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.IncidentRaised;
import dev.gatehold.core.run.RunEvent.ReworkSubmitted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.value.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Begins rounds: the first, and those that rework, an approver's edit or a difference bring. */
final class Rounds {
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Layout layout;
  private final Flow flow;
  private final Expressions expressions;
  private final Schemas schemas;
  private final RequestMaker maker;
  private final Climb climb;

  Rounds(Layout layout, Expressions expressions, Schemas schemas, RequestMaker maker, Climb climb) {
    this.layout = layout;
    this.flow = layout.flow();
    this.expressions = expressions;
    this.schemas = schemas;
    this.maker = maker;
    this.climb = climb;
  }

  /**
   * Puts the next round before people, or tries again later when the directory does not answer.
   *
   * @throws ExpressionException or IllegalArgumentException when it cannot be rendered
   */
  void open(Turn turn, Active run, Address address, Context context) {
    String step = address.text();
    String failure = context.directory().failure();
    if (failure != null) {
      postpone(turn, run, step, failure, context);
      return;
    }
    Reopened before =
        switch (run.steps().get(step)) {
          case Reopened reopened -> reopened;
          case Postponed postponed -> postponed.before();
          case null, default -> null;
        };
    Request request = maker.make(run, address, before, context);
    turn.emit(new ApprovalRequested(step, request, kept(step, before, request, context)));
    climb.whileImpossible(turn, step, context);
  }

  private static void postpone(
      Turn turn, Active run, String step, String failure, Context context) {
    turn.emit(new ApprovalPostponed(step, context.now().plus(AGAIN), context.now()));
    if (run.incidents().stream().noneMatch(each -> each.step().equals(step))) {
      turn.emit(
          new IncidentRaised(
              new Incident(
                  step,
                  "directory.unavailable",
                  "Expected the directory of people to answer, but " + failure + ".",
                  "The gate stays closed and asks as soon as the directory answers.",
                  context.now())));
    }
  }

  /**
   * The approvals of the round before that still hold. They never close a gate by themselves: if
   * they would, everybody is asked again.
   */
  private List<Decision> kept(
      String step, @Nullable Reopened before, Request request, Context context) {
    Rework.Keep keep = rework(step).map(Rework::keep).orElse(Rework.Keep.NONE);
    if (before == null || keep == Rework.Keep.NONE) {
      return List.of();
    }
    List<Decision> kept = Survivors.of(before.request(), before.standing(), request);
    AwaitingApproval open = new AwaitingApproval(request, kept, 0, 0, before.dossier());
    return open.evaluator(context.directory(), context.now()).met() ? List.of() : kept;
  }

  private Gate gate(String step) {
    return ((Action.Approval) layout.step(Address.idOf(step)).action()).gate();
  }

  /** What follows when changes are requested at this gate. */
  Optional<Rework> rework(String step) {
    return Optional.ofNullable(gate(step).rework());
  }

  /** The person who has to resubmit; the requester when the flow names nobody who can be found. */
  String resubmitter(Active run, String step, Rework rework, Context context) {
    String requester = context.directory().personBehind(run.requester().countsAs());
    try {
      Scope scope = RunScope.at(layout, run, Address.parse(step));
      Sources sources = new Sources(expressions, scope, requester, context);
      List<String> named = sources.texts(rework.by());
      return named.size() == 1 ? sources.personIn(named.getFirst()) : requester;
    } catch (ExpressionException | IllegalArgumentException nobody) {
      return requester;
    }
  }

  /** Why this resubmission does not apply; null when it does. */
  @Nullable Refusal whyNotResubmit(Active run, Resubmit command, Context context) {
    if (!(run.steps().get(command.step()) instanceof AwaitingRework rework)) {
      return RoundRefusals.reworkNotAwaited(command.step());
    }
    if (rework.request().expiredAt(context.now())) {
      return Refusals.requestClosed(command.step(), rework.silence(), List.of());
    }
    if (!context.countsAs().equals(rework.by())) {
      return RoundRefusals.reworkOfAnother(command.step(), rework.by(), context.actor());
    }
    Map<String, @Nullable Object> input = command.input();
    List<String> problems = input == null ? List.of() : schemas.problems(flow.input(), input);
    return problems.isEmpty() ? null : Refusals.inputInvalid(flow.name(), problems);
  }

  /** Takes a resubmission; the steps that are to be done anew and the next round follow. */
  void resubmit(Turn turn, Active run, Resubmit command, Context context) {
    AwaitingRework rework =
        (AwaitingRework) Objects.requireNonNull(run.steps().get(command.step()));
    Map<String, @Nullable Object> input = command.input() == null ? run.input() : command.input();
    turn.emit(
        new ReworkSubmitted(
            command.step(),
            rework.request().round(),
            context.actor(),
            input,
            changed(run.input(), input),
            redo(run, command.step()),
            command.comment(),
            context.now()));
  }

  private static List<String> changed(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    TreeSet<String> fields = new TreeSet<>(before.keySet());
    fields.addAll(after.keySet());
    fields.removeIf(field ->
        before.containsKey(field) == after.containsKey(field)
            && Json.canonical(before.get(field)).equals(Json.canonical(after.get(field))));
    return List.copyOf(fields);
  }

  /** The steps that were reached from the one that the flow names up to the gate. */
  private List<String> redo(Active run, String gate) {
    String from = rework(gate).map(Rework::from).orElse(null);
    List<String> redo = new ArrayList<>();
    if (from != null) {
      Address at = Address.parse(gate);
      boolean between = false;
      for (Step step : layout.steps()) {
        between = (between || step.id().equals(from)) && !step.id().equals(at.id());
        String reached = at.sees(step.id(), layout).map(Address::text).orElse("");
        if (between && run.steps().containsKey(reached)) {
          redo.add(reached);
        }
      }
    }
    return redo;
  }

  /** What a decision changes of the input; empty when it changes nothing. */
  Map<String, @Nullable Object> edits(Active run, AwaitingApproval open, RecordDecision command) {
    Map<String, @Nullable Object> edits = new LinkedHashMap<>(command.edits());
    edits
        .entrySet()
        .removeIf(edit ->
            open.request().modify().contains(edit.getKey())
                && run.input().containsKey(edit.getKey())
                && Json.canonical(run.input().get(edit.getKey()))
                    .equals(Json.canonical(edit.getValue())));
    return edits;
  }

  private static Map<String, @Nullable Object> edited(
      Active run, Map<String, @Nullable Object> edits) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>(run.input());
    input.putAll(edits);
    return Json.freezeObject(input);
  }

  /** Why the edits of this decision do not apply; null when they do, or there are none. */
  @Nullable Refusal whyNotEdit(
      Active run, AwaitingApproval open, Choice choice, RecordDecision command, Context context) {
    Map<String, @Nullable Object> edits = edits(run, open, command);
    if (edits.isEmpty()) {
      return null;
    }
    List<String> allowed = open.request().modify();
    List<String> others = edits.keySet().stream().filter(each -> !allowed.contains(each)).toList();
    if (choice.as() != Verdict.APPROVE || !others.isEmpty()) {
      return RoundRefusals.editNotAllowed(choice, others, allowed);
    }
    Map<String, @Nullable Object> input = edited(run, edits);
    List<String> problems = schemas.problems(flow.input(), input);
    if (!problems.isEmpty()) {
      return RoundRefusals.editInvalid(problems);
    }
    try {
      Reopened before = new Reopened(open.request(), open.decisions(), open.dossier(), Map.of());
      maker.make(run.withInput(input), Address.parse(command.step()), before, context);
      return null;
    } catch (ExpressionException | IllegalArgumentException e) {
      return RoundRefusals.editInvalid(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** Takes an approver's edits and puts the edited subject before people. */
  void modify(Turn turn, Active run, RecordDecision command, Context context) {
    AwaitingApproval open = Doorkeeper.open(run, command.step());
    Map<String, @Nullable Object> input = edited(run, edits(run, open, command));
    turn.emit(
        new ApprovalModified(
            command.step(),
            open.request().round(),
            context.countsAs(),
            input,
            changed(run.input(), input),
            context.now()));
    Active edited = Objects.requireNonNull(turn.active());
    open(turn, edited, Address.parse(command.step()), context);
  }
}
