package dev.gatehold.server.run;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Address;
import dev.gatehold.core.run.Closing;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.Incident;
import dev.gatehold.core.run.Parent;
import dev.gatehold.core.run.Pause;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.Undo;
import dev.gatehold.engine.RunView;
import dev.gatehold.server.flow.ReleaseTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes {@link RunDetail}s. */
final class RunDetails {
  private final RunView view;
  private final Active facts;
  private final StepTimes times;

  private RunDetails(RunView view, StepTimes times) {
    this.view = view;
    this.times = times;
    this.facts = Objects.requireNonNull(view.state().facts());
  }

  static RunDetail of(RunView view, String waitingFor, List<String> incidents, StepTimes times) {
    return new RunDetails(view, times).detail(waitingFor, incidents);
  }

  private RunDetail detail(String waitingFor, List<String> incidents) {
    Ended end = view.state() instanceof Ended ended ? ended : null;
    List<RunDetail.Step> steps = new ArrayList<>();
    collect(view.flow().steps(), 0, null, List.of(), steps);
    undoing(steps);
    Pause pause = facts.paused();
    Closing closing = end == null ? facts.closing() : null;
    List<String> requests = new ArrayList<>();
    steps.stream().map(RunDetail.Step::request).filter(Objects::nonNull).forEach(requests::add);
    return new RunDetail(
        view.run(),
        view.flow().name(),
        view.flow().title(),
        ReleaseTag.of(facts.release()),
        end == null ? "active" : word(end.ending()),
        waitingFor,
        requester(facts.requester()),
        facts.input(),
        facts.startedAt(),
        end == null ? null : end.at(),
        end == null ? null : end.reason(),
        view.seq(),
        view.headHash(),
        facts.key(),
        parent(facts.parent()),
        end == null ? null : end.output(),
        pause == null ? null : new RunDetail.Paused(pause.by().id(), pause.reason(), pause.since()),
        closing == null ? null : word(closing.ending()),
        incidents(incidents),
        steps,
        requests);
  }

  /** What the run itself has noted, and what keeps the engine from working on it. */
  private List<RunDetail.Incident> incidents(List<String> stuck) {
    List<RunDetail.Incident> incidents = new ArrayList<>();
    for (Incident noted : facts.incidents()) {
      incidents.add(
          new RunDetail.Incident(
              noted.step(), noted.code(), noted.message(), noted.next(), noted.at()));
    }
    for (String why : stuck) {
      incidents.add(
          new RunDetail.Incident(
              null, "run.stuck", why, "Look at the log of the server, or cancel the run.", null));
    }
    return incidents;
  }

  private static String word(Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }

  private static RunDetail.Requester requester(Principal principal) {
    return new RunDetail.Requester(
        principal.id(), principal.kind().name().toLowerCase(Locale.ROOT), principal.actsFor());
  }

  private void collect(
      List<Step> steps,
      int depth,
      @Nullable String branch,
      List<Integer> laps,
      List<RunDetail.Step> found) {
    for (Step step : steps) {
      String at = new Address(step.id(), laps).text();
      found.add(shown(step, at, depth, branch));
      for (Branch inner : step.branches()) {
        if (step.action().loops() && inner.name().equals(Action.EACH)) {
          laps(step, at, inner, depth, laps, found);
        } else {
          collect(inner.steps(), depth + 1, inner.name(), laps, found);
        }
      }
    }
  }

  /** The laps under way; before the first of them what a lap will be, and of others the gates. */
  private void laps(
      Step loop,
      String at,
      Branch each,
      int depth,
      List<Integer> laps,
      List<RunDetail.Step> found) {
    switch (facts.steps().get(at)) {
      case null -> collect(each.steps(), depth + 1, "each lap", laps, found);
      case StepState.Looping looping -> {
        gates(loop, depth, laps, found);
        for (int lap : looping.open()) {
          List<Integer> inside = new ArrayList<>(laps);
          inside.add(lap);
          collect(each.steps(), depth + 1, "lap " + lap, inside, found);
        }
      }
      default -> gates(loop, depth, laps, found);
    }
  }

  /** The gates that were decided in laps that are over. */
  private void gates(Step loop, int depth, List<Integer> laps, List<RunDetail.Step> found) {
    Layout layout = new Layout(view.flow());
    facts.archive().keySet().stream()
        .map(Address::parse)
        .filter(gate -> layout.inside(gate.id(), loop.id()))
        .filter(gate -> gate.laps().size() > laps.size())
        .filter(gate -> gate.laps().subList(0, laps.size()).equals(laps))
        .sorted(Comparator.comparing(gate -> gate.laps().get(laps.size())))
        .forEach(gate ->
            found.add(
                shown(
                    layout.step(gate.id()),
                    gate.text(),
                    depth + 1,
                    "lap " + gate.laps().get(laps.size()))));
  }

  private void undoing(List<RunDetail.Step> found) {
    for (Undo undo : facts.undo().reversed()) {
      StepState state = facts.steps().get(undo.step());
      if (facts.closing() != null || state != null) {
        found.add(shown(undo.step(), undo.connector(), 0, "rollback", state, null));
      }
    }
  }

  private RunDetail.Step shown(Step step, String at, int depth, @Nullable String branch) {
    StepState state = facts.at(at);
    return shown(at, StepKinds.of(step.action()), depth, branch, state, asked(state));
  }

  private RunDetail.Step shown(
      String at,
      String kind,
      int depth,
      @Nullable String branch,
      @Nullable StepState state,
      @Nullable Request asked) {
    return new RunDetail.Step(
        at,
        kind,
        depth,
        branch,
        state == null ? "pending" : state.word(),
        state == null || state.attempts() == 0 ? null : state.attempts(),
        state instanceof StepState.Completed completed ? completed.output() : null,
        fault(state),
        state == null ? null : state.deadline(),
        asked == null ? null : view.run() + "." + at,
        asked == null ? null : asked.subject().digest().text(),
        called(at, kind, state),
        state instanceof StepState.Decided decided ? decided.outcome().word() : null,
        state instanceof StepState.Branched branched ? branched.branch() : null,
        state instanceof StepState.Looping looping ? laps(looping) : null,
        times.startOf(at),
        times.endOf(at));
  }

  private static RunDetail.@Nullable Parent parent(@Nullable Parent parent) {
    return parent == null ? null : new RunDetail.Parent(parent.run(), parent.step());
  }

  private @Nullable String called(String at, String kind, @Nullable StepState state) {
    return kind.equals(Action.CALL) && state instanceof StepState.Completed done
        ? String.valueOf(done.output().get("run"))
        : facts.called(at);
  }

  private static RunDetail.Laps laps(StepState.Looping loop) {
    return new RunDetail.Laps(
        loop.items() == null ? null : loop.items().size(),
        loop.open().size(),
        loop.laps().size(),
        loop.fallen().size());
  }

  /** The newest request of a gate; null for what has asked nothing, or not to the end. */
  private static @Nullable Request asked(@Nullable StepState state) {
    return switch (state) {
      case StepState.AwaitingApproval open -> open.request();
      case StepState.AwaitingRework rework -> rework.request();
      case StepState.Reopened reopened -> reopened.request();
      case StepState.Postponed(var before, _) -> before == null ? null : before.request();
      case StepState.Decided decided -> decided.request();
      case null, default -> null;
    };
  }

  private static RunDetail.@Nullable Fault fault(@Nullable StepState state) {
    return switch (state) {
      case StepState.AwaitingRetry retry -> fault(retry.failure());
      case StepState.Failed failed -> fault(failed.failure());
      case StepState.Stuck stuck -> fault(stuck.failure());
      case null, default -> null;
    };
  }

  private static RunDetail.Fault fault(Failure failure) {
    return new RunDetail.Fault(failure.code(), failure.message());
  }
}
