package dev.gatehold.server.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.Incident;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.RunView;
import dev.gatehold.server.flow.ReleaseTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes {@link RunDetail}s. */
final class RunDetails {
  private final RunView view;
  private final Active facts;

  private RunDetails(RunView view) {
    this.view = view;
    this.facts = Objects.requireNonNull(view.state().facts());
  }

  static RunDetail of(RunView view, String waitingFor, List<String> incidents) {
    return new RunDetails(view).detail(waitingFor, incidents);
  }

  private RunDetail detail(String waitingFor, List<String> incidents) {
    Ended end = view.state() instanceof Ended ended ? ended : null;
    List<RunDetail.Step> steps = new ArrayList<>();
    collect(view.flow().steps(), 0, null, steps);
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
        incidents(incidents),
        steps,
        steps.stream().map(RunDetail.Step::request).filter(Objects::nonNull).toList());
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
      List<Step> steps, int depth, @Nullable String branch, List<RunDetail.Step> found) {
    for (Step step : steps) {
      found.add(shown(step, depth, branch));
      for (Branch inner : step.action().branches()) {
        collect(inner.steps(), depth + 1, inner.name(), found);
      }
    }
  }

  private RunDetail.Step shown(Step step, int depth, @Nullable String branch) {
    StepState state = facts.steps().get(step.id());
    return new RunDetail.Step(
        step.id(),
        StepKinds.of(step.action()),
        depth,
        branch,
        state == null ? "pending" : state.word(),
        attempt(state),
        state instanceof StepState.Completed completed ? completed.output() : null,
        fault(state),
        state == null ? null : state.deadline(),
        state != null && step.action() instanceof Action.Approval ? request(step) : null,
        state instanceof StepState.Decided decided ? decided.outcome().word() : null,
        state instanceof StepState.Branched branched ? branched.branch() : null);
  }

  private @Nullable String request(Step step) {
    return switch (facts.steps().get(step.id())) {
      case StepState.Skipped _ -> null;
      case StepState.Postponed(var before, _) when before == null -> null;
      case null, default -> view.run() + "." + step.id();
    };
  }

  private static @Nullable Integer attempt(@Nullable StepState state) {
    return switch (state) {
      case StepState.Working working -> working.attempt();
      case StepState.AwaitingRetry retry -> retry.attempt();
      case StepState.Completed completed -> completed.attempt() == 0 ? null : completed.attempt();
      case StepState.Failed failed -> failed.attempt() == 0 ? null : failed.attempt();
      case null, default -> null;
    };
  }

  private static RunDetail.@Nullable Fault fault(@Nullable StepState state) {
    return switch (state) {
      case StepState.AwaitingRetry retry -> fault(retry.failure());
      case StepState.Failed failed -> fault(failed.failure());
      case null, default -> null;
    };
  }

  private static RunDetail.Fault fault(Failure failure) {
    return new RunDetail.Fault(failure.code(), failure.message());
  }
}
