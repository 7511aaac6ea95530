package dev.gatehold.server.flow;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.store.FlowStore.Draft;
import dev.gatehold.engine.store.FlowStore.Release;
import dev.gatehold.engine.trigger.Triggers;
import dev.gatehold.language.Reading;
import dev.gatehold.server.identity.Caller;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Flows for API and pages. Errors are {@link GateholdException}s. */
@Component
public final class Flows {
  private final FlowCatalog catalog;
  private final Triggers triggers;

  Flows(FlowCatalog catalog, Triggers triggers) {
    this.catalog = catalog;
    this.triggers = triggers;
  }

  /** All flows by name. */
  public List<FlowItem> list() {
    return catalog.flows().stream()
        .map(each -> new FlowItem(each.flow(), each.live(), each.newest(), each.draftAt()))
        .toList();
  }

  /** A flow with its draft and releases. */
  public FlowDetail detail(String flow) {
    FlowItem item =
        list().stream()
            .filter(each -> each.flow().equals(flow))
            .findFirst()
            .orElseThrow(() -> unknown(flow));
    return new FlowDetail(
        flow,
        item.live(),
        item.newest(),
        catalog.draft(flow).map(Flows::draft).orElse(null),
        catalog.releases(flow).stream().map(each -> release(each, item.live())).toList());
  }

  /** A release with its source. */
  public Release release(String flow, int number) {
    return catalog
        .release(flow, number)
        .orElseThrow(() ->
            new GateholdException(
                "release.unknown",
                "Expected release " + number + " of flow '" + flow + "', but there is none.",
                "See GET /api/v1/flows/" + flow + " for its releases."));
  }

  Reading check(String file, String source) {
    return catalog.check(file, source);
  }

  /** Replaces the draft; gives the draft with the warnings of the check. */
  Pushed push(Caller caller, String flow, String file, String source) {
    Reading reading = catalog.push(flow, file, source, caller.principal());
    List<FlowProblem> problems = FlowProblem.of(reading.problems());
    if (!reading.ok()) {
      throw invalid(file, problems);
    }
    String digest =
        catalog.draft(flow).map(each -> each.digest().text()).orElseThrow(() -> unknown(flow));
    return new Pushed(flow, digest, problems);
  }

  /** A draft that was accepted. */
  record Pushed(String flow, String digest, List<FlowProblem> problems) {}

  private static GateholdException invalid(String file, List<FlowProblem> problems) {
    long errors = problems.stream().filter(each -> each.severity().equals("error")).count();
    return new GateholdException(
        "flow.invalid",
        "Expected '"
            + file
            + "' to be a valid flow, but it has "
            + errors
            + (errors == 1 ? " error." : " errors."),
        "Mend what the problems name, each with its line and next step.",
        Map.of("problems", problems.stream().map(FlowProblem::toJson).toList()));
  }

  Release release(Caller caller, String flow, String note) {
    return catalog.release(flow, note, caller.principal());
  }

  Release promote(Caller caller, String flow, int number) {
    Release live = catalog.promote(flow, number, caller.principal());
    triggers.follow(flow);
    return live;
  }

  void delete(String flow, int number) {
    catalog.delete(flow, number);
  }

  private static FlowDetail.DraftItem draft(Draft draft) {
    return new FlowDetail.DraftItem(draft.digest().text(), draft.author(), draft.at());
  }

  private static FlowDetail.ReleaseItem release(Release release, int live) {
    return new FlowDetail.ReleaseItem(
        release.number(),
        release.digest().text(),
        release.author(),
        release.note(),
        release.at(),
        release.number() == live);
  }

  private static GateholdException unknown(String flow) {
    return new GateholdException(
        "flow.unknown",
        "Expected a flow '" + flow + "', but there is none.",
        "List flows with GET /api/v1/flows.");
  }
}
