package dev.gatehold.server.page.run;

import dev.gatehold.core.value.Durations;
import dev.gatehold.server.flow.ReleaseTag;
import dev.gatehold.server.http.Slice;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.page.Badge;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Frames;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.Sentence;
import dev.gatehold.server.page.Shape;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.run.RunsPage.Row;
import dev.gatehold.server.run.RunDetail;
import dev.gatehold.server.run.RunDetail.Requester;
import dev.gatehold.server.run.RunItem;
import dev.gatehold.server.run.Runs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows runs. */
@Controller
class RunScreen {
  private static final int DEEPEST = 4;
  private final Runs runs;
  private final Frames frames;
  private final InstantSource clock;

  RunScreen(Runs runs, Frames frames, InstantSource clock) {
    this.runs = runs;
    this.frames = frames;
    this.clock = clock;
  }

  @GetMapping("/runs")
  ModelAndView list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String flow,
      @RequestParam(required = false) @Nullable String cursor,
      HttpServletRequest http) {
    Slice<RunItem> slice = runs.list(flow, null, cursor, Slice.DEFAULT_LIMIT);
    Instant now = clock.instant();
    RunsPage page =
        new RunsPage(
            frames.frame("Runs", Place.RUNS, caller, http),
            slice.items().stream().map(item -> row(item, now)).toList(),
            flow == null ? null : "runs of flow " + VisibleText.line(flow),
            older(flow, slice.nextCursor()));
    return new ModelAndView("run/list", "page", page);
  }

  private static @Nullable String older(@Nullable String flow, @Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/runs");
    if (flow != null) {
      address.queryParam("flow", "{flow}");
    }
    address.queryParam("cursor", "{cursor}");
    return flow == null
        ? address.encode().buildAndExpand(cursor).toUriString()
        : address.encode().buildAndExpand(flow, cursor).toUriString();
  }

  private static Row row(RunItem item, Instant now) {
    Instant ended = item.endedAt();
    return new Row(
        item.id(),
        release(item.flow(), item.release()),
        VisibleText.line(item.requester()),
        Badge.of(item.status()),
        Sentence.of(item.waitingFor()),
        Moment.of(item.startedAt(), now),
        ended == null ? null : Moment.of(ended, now));
  }

  @GetMapping("/runs/{id}")
  ModelAndView show(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest http) {
    RunDetail run = runs.detail(id);
    Instant now = clock.instant();
    Instant ended = run.endedAt();
    String reason = run.reason();
    RunPage page =
        new RunPage(
            frames.frame(run.title(), Place.RUNS, caller, http),
            run,
            VisibleText.line(run.title()),
            release(run.flow(), run.release()),
            Badge.of(run.status()),
            Sentence.of(reason == null ? run.waitingFor() : reason),
            requester(run.requester()),
            Moment.of(run.startedAt(), now),
            ended == null ? null : Moment.of(ended, now),
            Shape.factsOf(run.input()),
            run.output() == null ? null : Shape.factsOf(run.output()),
            paused(run),
            run.closing(),
            run.incidents().stream().map(RunScreen::incident).toList(),
            steps(run.steps(), now));
    return new ModelAndView("run/page", "page", page);
  }

  private static RunPage.Incident incident(RunDetail.Incident incident) {
    return new RunPage.Incident(
        incident.step(), VisibleText.line(incident.message()), VisibleText.line(incident.next()));
  }

  private static List<RunPage.Step> steps(List<RunDetail.Step> steps, Instant now) {
    List<RunPage.Step> shown = new ArrayList<>();
    Map<Integer, String> kinds = new HashMap<>();
    for (RunDetail.Step step : steps) {
      kinds.put(step.depth(), step.kind());
      shown.add(step(step, kinds.getOrDefault(step.depth() - 1, ""), now));
    }
    return shown;
  }

  private static RunPage.Step step(RunDetail.Step step, String parent, Instant now) {
    RunDetail.Fault error = step.error();
    Instant until = step.until();
    return new RunPage.Step(
        step.id(),
        step.kind(),
        step.depth() == 0 ? null : "deep" + Math.min(DEEPEST, step.depth()),
        step.branch() == null ? null : branch(step.branch(), parent),
        Badge.of(step.status()),
        step.attempt(),
        step.output() == null ? null : Shape.factsOf(step.output()),
        error == null ? null : VisibleText.line(error.code() + ": " + error.message()),
        until == null ? null : Moment.of(until, now),
        untilWhat(step.status()),
        step.request(),
        step.run(),
        step.branchTaken(),
        step.laps() == null ? null : laps(step.laps()),
        step.startedAt() == null || step.endedAt() == null
            ? null
            : took(Duration.between(step.startedAt(), step.endedAt())));
  }

  private static String took(Duration span) {
    return Durations.format(span.toSeconds() > 0 ? span.truncatedTo(ChronoUnit.SECONDS) : span);
  }

  private static String branch(String name, String parent) {
    return switch (name) {
      case "rollback" -> "to undo it";
      case "each lap" -> "in each lap";
      case "on_error" -> "after a failure";
      default ->
          name.startsWith("lap ")
              ? "in " + name
              : parent.equals("parallel") ? "in branch " + name : "when " + name;
    };
  }

  private static String laps(RunDetail.Laps laps) {
    String done =
        laps.total() == null
            ? laps.done() + " laps done"
            : laps.done() + " of " + laps.total() + " laps done";
    return laps.fallen() == 0 ? done : done + ", " + laps.fallen() + " of them without success";
  }

  private static @Nullable String paused(RunDetail run) {
    RunDetail.Paused paused = run.paused();
    if (paused == null) {
      return null;
    }
    String who = "Paused by " + VisibleText.line(paused.by());
    return paused.reason() == null ? who : who + ": " + VisibleText.line(paused.reason());
  }

  private static String untilWhat(String status) {
    return switch (status) {
      case "awaiting_approval" -> "next change by time";
      case "changes_requested" -> "expires";
      case "postponed" -> "asks again";
      case "awaiting_retry" -> "tries again";
      case "waiting" -> "goes on";
      case "awaiting_callback" -> "fails without one";
      default -> "times out";
    };
  }

  private static String release(String flow, ReleaseTag release) {
    return flow + "@" + (release.draft() ? "draft" : release.number());
  }

  private static String requester(Requester requester) {
    String id = VisibleText.line(requester.id());
    return switch (requester.kind()) {
      case "person" -> id;
      default ->
          requester.actsFor() == null
              ? id + " (" + requester.kind() + ")"
              : id + " (" + requester.kind() + " for " + requester.actsFor() + ")";
    };
  }
}
