package dev.gatehold.server.page.flow;

import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.store.FlowStore.FlowRow;
import dev.gatehold.engine.store.FlowStore.Release;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Frames;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.VisibleText;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Shows flows and their newest releases. */
@Controller
class FlowScreen {
  private static final int RELEASES = 10;
  private final FlowCatalog flows;
  private final Frames frames;
  private final InstantSource clock;

  FlowScreen(FlowCatalog flows, Frames frames, InstantSource clock) {
    this.flows = flows;
    this.frames = frames;
    this.clock = clock;
  }

  @GetMapping("/flows")
  ModelAndView list(@AuthenticationPrincipal Caller caller, HttpServletRequest http) {
    Instant now = clock.instant();
    FlowsPage page =
        new FlowsPage(
            frames.frame("Flows", Place.FLOWS, caller, http),
            flows.flows().stream().map(flow -> row(flow, now)).toList());
    return new ModelAndView("flow/list", "page", page);
  }

  private FlowsPage.Row row(FlowRow flow, Instant now) {
    Instant draft = flow.draftAt();
    return new FlowsPage.Row(
        flow.flow(),
        flow.live(),
        flow.newest(),
        draft == null ? null : Moment.of(draft, now),
        flows.releases(flow.flow()).stream()
            .limit(RELEASES)
            .map(release -> release(release, flow.live(), now))
            .toList());
  }

  private static FlowsPage.Release release(Release release, int live, Instant now) {
    return new FlowsPage.Release(
        release.number(),
        release.digest().brief(),
        VisibleText.line(release.author()),
        VisibleText.line(release.note()),
        Moment.of(release.at(), now),
        release.number() == live);
  }
}
