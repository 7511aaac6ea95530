package dev.gatehold.simulation.law;

import static dev.gatehold.simulation.law.Law.law;

import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds of the lists that people see. */
final class ListLaws {
  static final List<Law<Change>> ALL =
      List.of(
          law(
              "list.request-status",
              "A request's row tells where its gate stands, and of which subject.",
              ListLaws::status),
          law(
              "list.inbox",
              "The inbox lists exactly the gates that are not closed.",
              ListLaws::inbox),
          law("list.not-asked", "Who is excluded is never asked.", ListLaws::notAsked),
          law(
              "list.runs",
              "The list of runs shows every run under its flow and status.",
              change ->
                  change
                          .store()
                          .runs(
                              new RunQuery(
                                  change.write().row().flow(),
                                  change.write().row().status(),
                                  null,
                                  Integer.MAX_VALUE))
                          .contains(change.write().row())
                      ? null
                      : "it is not listed"));

  private ListLaws() {}

  private static @Nullable String status(Change change) {
    RunState.Active run = Objects.requireNonNull(change.state().facts());
    for (Map.Entry<String, StepState> step : run.steps().entrySet()) {
      String expected = statusOf(step.getValue());
      if (expected != null && change.state() instanceof RunState.Active) {
        RequestRow row = change.store().request(run.run() + "." + step.getKey()).orElse(null);
        String found = row == null ? "none" : row.status() + " " + row.subject();
        if (!found.equals(expected)) {
          return step.getKey() + " is " + expected + ", its row is " + found;
        }
      }
    }
    return null;
  }

  private static @Nullable String statusOf(StepState state) {
    return switch (state) {
      case StepState.AwaitingApproval open ->
          RequestRow.OPEN + " " + open.request().subject().digest().text();
      case StepState.AwaitingRework rework ->
          RequestRow.REWORK + " " + rework.request().subject().digest().text();
      case StepState.Decided decided ->
          RequestRow.CLOSED + " " + decided.request().subject().digest().text();
      default -> null;
    };
  }

  private static @Nullable String inbox(Change change) {
    String run = change.run().run();
    RequestQuery open =
        new RequestQuery("open", null, null, List.of(), run, null, Integer.MAX_VALUE);
    List<String> listed =
        change.store().requests(open).stream().map(RequestRow::step).sorted().toList();
    RunState.Active facts = Objects.requireNonNull(change.state().facts());
    List<String> asking =
        facts.steps().entrySet().stream()
            .filter(each -> asks(each.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return listed.equals(asking) ? null : "it lists " + listed + ", but " + asking + " ask";
  }

  private static boolean asks(StepState state) {
    return state instanceof StepState.AwaitingApproval
        || state instanceof StepState.AwaitingRework
        || state instanceof StepState.Reopened
        || (state instanceof StepState.Postponed(var before, _) && before != null);
  }

  private static @Nullable String notAsked(Change change) {
    for (RequestRow row : change.write().requests()) {
      StepState gate = Objects.requireNonNull(change.state().facts()).at(row.step());
      if (gate instanceof StepState.AwaitingApproval open
          && !row.notAsked().containsAll(open.request().excluded().keySet())) {
        return row.step() + " asks " + open.request().excluded().keySet();
      }
    }
    return null;
  }
}
