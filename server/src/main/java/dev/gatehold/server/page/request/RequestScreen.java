package dev.gatehold.server.page.request;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Frame.Place;
import dev.gatehold.server.page.Frames;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.evidence.EvidenceReader;
import dev.gatehold.server.page.request.RequestPage.UpNext;
import dev.gatehold.server.problem.Problem;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.Requests;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows a request, and takes what the viewer says to it. */
@Controller
class RequestScreen {
  private static final String NOTICE = "notice";
  private final Requests requests;
  private final Frames frames;
  private final RequestPages pages;
  private final InstantSource clock;

  RequestScreen(Requests requests, Frames frames, ResourceStore resources, InstantSource clock) {
    this.requests = requests;
    this.frames = frames;
    this.pages = new RequestPages(new EvidenceReader(resources));
    this.clock = clock;
  }

  @GetMapping("/requests/{id}")
  ModelAndView show(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      HttpServletRequest http,
      Map<String, Object> flash) {
    RequestDetail request = requests.detail(caller, id);
    Frame frame = frame(request, caller, http);
    String viewer = caller.principal().id();
    return view(
        flash.get(NOTICE) instanceof Notice notice
            ? pages.after(frame, request, viewer, clock.instant(), notice, upNext(caller, id))
            : pages.show(frame, request, viewer, clock.instant()));
  }

  /** The exact text that is agreed to. */
  @GetMapping("/requests/{id}/subject")
  ResponseEntity<byte[]> subject(@PathVariable String id) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(requests.subjectText(id).getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/requests/{id}/decision")
  ModelAndView decide(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      HttpServletRequest http,
      RedirectAttributes flash) {
    try {
      Verdict verdict = verdict(typed);
      RequestDetail before = requests.detail(caller, id);
      requests.decide(
          caller,
          id,
          verdict,
          subject(typed),
          comment(typed),
          verdict == Verdict.APPROVE
              ? JsonBody.object("form", new DecisionForm(before.form().schema()).values(typed))
              : Map.of(),
          null);
      flash.addFlashAttribute(NOTICE, Notice.done(recorded(verdict)));
      return new ModelAndView("redirect:/requests/" + id);
    } catch (GateholdException e) {
      return again(caller, id, typed, http, e);
    } catch (StoreException e) {
      return again(caller, id, typed, http, unsure(e));
    }
  }

  @PostMapping("/requests/{id}/withdrawal")
  ModelAndView withdraw(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      HttpServletRequest http,
      RedirectAttributes flash) {
    try {
      requests.withdraw(caller, id, null);
      flash.addFlashAttribute(NOTICE, Notice.done("You took your decision back."));
      return new ModelAndView("redirect:/requests/" + id);
    } catch (GateholdException e) {
      return again(caller, id, Map.of(), http, e);
    }
  }

  /** The page as it is now, with the reason and with everything that was typed. */
  private ModelAndView again(
      Caller caller,
      String id,
      Map<String, String> typed,
      HttpServletRequest http,
      GateholdException why) {
    Problem problem = Problem.of(why);
    RequestDetail request = requests.detail(caller, id);
    ModelAndView view =
        view(
            pages.again(
                frame(request, caller, http),
                request,
                caller.principal().id(),
                clock.instant(),
                typed,
                Notice.refused(VisibleText.line(problem.detail()), VisibleText.line(why.next()))));
    view.setStatus(HttpStatusCode.valueOf(problem.status()));
    return view;
  }

  private static GateholdException unsure(StoreException e) {
    GateholdException unsure =
        new GateholdException(
            "store.unavailable",
            "Expected the storage to answer, but it did not; whether your decision counts is not"
                + " known.",
            "Look below whether it stands, and say it again if not.");
    unsure.initCause(e);
    return unsure;
  }

  private static String recorded(Verdict verdict) {
    return switch (verdict) {
      case APPROVE -> "Your approval is recorded.";
      case REJECT -> "Your rejection is recorded.";
    };
  }

  private static Verdict verdict(Map<String, String> typed) {
    return switch (typed.getOrDefault("verdict", "")) {
      case "approve" -> Verdict.APPROVE;
      case "reject" -> Verdict.REJECT;
      default ->
          throw new GateholdException(
              "request.malformed",
              "Expected a decision, but neither approve nor reject was chosen.",
              "Choose one of the two.");
    };
  }

  private static Digest subject(Map<String, String> typed) {
    try {
      return new Digest(typed.getOrDefault("subject", ""));
    } catch (IllegalArgumentException e) {
      GateholdException malformed =
          new GateholdException(
              "precondition.missing",
              "Expected the form to name what was shown, but it does not.",
              "Read what is shown now and decide again.");
      malformed.initCause(e);
      throw malformed;
    }
  }

  private static @Nullable String comment(Map<String, String> typed) {
    String comment = typed.getOrDefault(RequestPages.COMMENT, "").strip();
    return comment.isEmpty() ? null : comment;
  }

  private @Nullable UpNext upNext(Caller caller, String id) {
    return requests.list(caller, new Requests.Filter("open", true, null), null, 2).items().stream()
        .filter(each -> !each.id().equals(id))
        .findFirst()
        .map(each -> new UpNext(each.id(), VisibleText.line(each.title())))
        .orElse(null);
  }

  private Frame frame(RequestDetail request, Caller caller, HttpServletRequest http) {
    return frames.frame(request.title(), Place.INBOX, caller, http);
  }

  private static ModelAndView view(RequestPage page) {
    return new ModelAndView("request/page", "page", page);
  }
}
