package dev.gatehold.server.page.inbox;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Frames;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.Sentence;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.inbox.BatchPage.Line;
import dev.gatehold.server.problem.Malformed;
import dev.gatehold.server.problem.Problem;
import dev.gatehold.server.request.Batches;
import dev.gatehold.server.request.Batches.Item;
import dev.gatehold.server.request.Batches.Result;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestItem;
import dev.gatehold.server.request.Requests;
import dev.gatehold.server.request.Said;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Decides several requests of the inbox: first shows what each decision would do, then makes them.
 * Each names the subject that the list was made of.
 */
@Controller
class BatchScreen {
  private static final int MOST = 100;
  private final Batches batches;
  private final Requests requests;
  private final Frames frames;

  BatchScreen(Batches batches, Requests requests, Frames frames) {
    this.batches = batches;
    this.requests = requests;
    this.frames = frames;
  }

  @PostMapping("/decisions/check")
  ModelAndView check(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable List<String> pick,
      @RequestParam(defaultValue = "") String choice,
      @RequestParam(defaultValue = "") String comment,
      HttpServletRequest http) {
    List<Item> items = items(pick, choice, comment);
    List<Line> lines = new ArrayList<>();
    for (Result result : batches.preflight(caller, items)) {
      lines.add(line(result, items, follows(caller, result, choice)));
    }
    return view(caller, http, choice, comment, lines, false);
  }

  @PostMapping("/decisions")
  ModelAndView decide(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable List<String> pick,
      @RequestParam(defaultValue = "") String choice,
      @RequestParam(defaultValue = "") String comment,
      HttpServletRequest http) {
    List<Item> items = items(pick, choice, comment);
    List<Line> lines = new ArrayList<>();
    for (Result result : batches.decide(caller, items, null)) {
      RequestItem now = result.result();
      lines.add(line(result, items, now == null ? "" : Sentence.of(now.progress())));
    }
    return view(caller, http, choice, comment, lines, true);
  }

  /** What was picked, as {@code REQUEST|SUBJECT}; each request once. */
  private static List<Item> items(@Nullable List<String> pick, String choice, String comment) {
    if (!choice.equals("approve") && !choice.equals("reject")) {
      throw Malformed.because("Expected to approve or to reject, but found '" + choice + "'.");
    }
    if (pick == null || pick.isEmpty() || pick.size() > MOST) {
      throw new GateholdException(
          "request.malformed",
          "Expected 1 to "
              + MOST
              + " requests, but "
              + (pick == null ? 0 : pick.size())
              + " were picked.",
          "Go back to the inbox and pick some.");
    }
    Map<String, Item> items = new LinkedHashMap<>();
    for (String each : pick) {
      int bar = each.lastIndexOf('|');
      String request = each.substring(0, Math.max(0, bar));
      items.put(request, new Item(request, said(each.substring(bar + 1), choice, comment)));
    }
    return List.copyOf(items.values());
  }

  private static Said said(String subject, String choice, String comment) {
    try {
      String text = comment.strip();
      return new Said(
          choice, new Digest(subject), text.isEmpty() ? null : text, Map.of(), Map.of());
    } catch (IllegalArgumentException e) {
      GateholdException malformed =
          new GateholdException(
              "precondition.missing",
              "Expected the list to name what was shown, but it does not.",
              "Go back to the inbox and pick again.");
      malformed.initCause(e);
      throw malformed;
    }
  }

  private String follows(Caller caller, Result result, String choice) {
    if (!result.ok()) {
      return "";
    }
    RequestDetail.Consequence consequence = requests.detail(caller, result.request()).consequence();
    return VisibleText.line(
        choice.equals("approve") ? consequence.approve() : consequence.reject());
  }

  private Line line(Result result, List<Item> items, String says) {
    Problem error = result.error();
    String subject =
        items.stream()
            .filter(each -> each.request().equals(result.request()))
            .map(each -> each.said().subject().text())
            .findFirst()
            .orElse("");
    String refused =
        error == null
            ? null
            : VisibleText.line(error.detail() + " " + error.next().getFirst().why());
    return new Line(result.request(), subject, VisibleText.line(titleOf(result)), says, refused);
  }

  private String titleOf(Result result) {
    RequestItem item = result.result();
    return item == null ? requests.titleOf(result.request()) : item.title();
  }

  private ModelAndView view(
      Caller caller,
      HttpServletRequest http,
      String choice,
      String comment,
      List<Line> lines,
      boolean done) {
    String title = choice.equals("approve") ? "Approve" : "Reject";
    BatchPage page =
        new BatchPage(
            frames.frame(title + " several", Place.INBOX, caller, http),
            choice,
            title,
            comment.isBlank() ? null : comment.strip(),
            done,
            lines,
            done ? summary(lines) : null);
    return new ModelAndView("inbox/batch", "page", page);
  }

  private static Notice summary(List<Line> lines) {
    long applied = lines.stream().filter(Line::ok).count();
    long refused = lines.size() - applied;
    String recorded =
        applied == 1 ? "One decision is recorded" : applied + " decisions are recorded";
    return refused == 0
        ? Notice.done(recorded + ".")
        : Notice.refused(
            recorded + ", " + refused + (refused == 1 ? " was" : " were") + " refused.",
            "Look below why.");
  }
}
