package dev.gatehold.server.page.request;

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
import dev.gatehold.server.page.request.RequestPages.Viewer;
import dev.gatehold.server.problem.Problem;
import dev.gatehold.server.request.Deciding;
import dev.gatehold.server.request.Deciding.Handing;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Choice;
import dev.gatehold.server.request.RequestLists;
import dev.gatehold.server.request.Requests;
import dev.gatehold.server.request.Said;
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
  private final RequestLists lists;
  private final Deciding deciding;
  private final Frames frames;
  private final RequestPages pages;
  private final InstantSource clock;

  RequestScreen(
      Requests requests,
      RequestLists lists,
      Deciding deciding,
      Frames frames,
      ResourceStore resources,
      InstantSource clock) {
    this.requests = requests;
    this.lists = lists;
    this.deciding = deciding;
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
    Viewer viewer = viewer(caller);
    return view(
        flash.get(NOTICE) instanceof Notice notice
            ? pages.after(frame, request, viewer, notice, upNext(caller, id))
            : pages.show(frame, request, viewer));
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
    return answered(
        caller,
        id,
        typed,
        http,
        flash,
        () -> {
          RequestDetail before = requests.detail(caller, id);
          Choice choice = Typed.choice(before, typed);
          RequestDetail after =
              deciding.decide(
                  caller,
                  id,
                  new Said(
                      choice.word(),
                      Typed.subject(typed),
                      Typed.text(typed, Ballots.COMMENT),
                      JsonBody.object("form", Ballots.values(choice, typed)),
                      JsonBody.object("edits", Ballots.edits(before, choice, typed))),
                  null);
          String note = after.you().note();
          return note == null ? recorded(choice) : VisibleText.line(note);
        });
  }

  @PostMapping("/requests/{id}/withdrawal")
  ModelAndView withdraw(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      HttpServletRequest http,
      RedirectAttributes flash) {
    return answered(
        caller,
        id,
        Map.of(),
        http,
        flash,
        () -> {
          deciding.withdraw(caller, id, null);
          return "You took your decision back.";
        });
  }

  @PostMapping("/requests/{id}/resubmission")
  ModelAndView resubmit(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      HttpServletRequest http,
      RedirectAttributes flash) {
    return answered(
        caller,
        id,
        typed,
        http,
        flash,
        () -> {
          RequestDetail before = requests.detail(caller, id);
          deciding.resubmit(
              caller, id, Reworks.input(before, typed), Typed.text(typed, Ballots.COMMENT), null);
          return "You resubmitted it.";
        });
  }

  @PostMapping("/requests/{id}/handover")
  ModelAndView handOver(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      HttpServletRequest http,
      RedirectAttributes flash) {
    return answered(
        caller,
        id,
        typed,
        http,
        flash,
        () -> {
          String to = Typed.text(typed, "to");
          deciding.handOver(
              caller,
              id,
              new Handing(
                  Typed.text(typed, "from"),
                  to == null ? "" : to,
                  Typed.text(typed, "reason"),
                  Typed.until(typed)),
              null);
          return "It is handed to " + to + ".";
        });
  }

  /** Something that a form asks for; gives the words that confirm it. */
  private interface Deed {
    String done();
  }

  /** Back to the request when it was done; the page with the reason when it was refused. */
  private ModelAndView answered(
      Caller caller,
      String id,
      Map<String, String> typed,
      HttpServletRequest http,
      RedirectAttributes flash,
      Deed deed) {
    try {
      flash.addFlashAttribute(NOTICE, Notice.done(deed.done()));
      return new ModelAndView("redirect:/requests/" + id);
    } catch (GateholdException e) {
      return again(caller, id, typed, http, e);
    } catch (StoreException e) {
      return again(caller, id, typed, http, unsure(e));
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
                viewer(caller),
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

  private static String recorded(Choice choice) {
    String title = VisibleText.line(choice.title());
    return switch (choice.word()) {
      case "approve" -> "Your approval is recorded.";
      case "reject" -> "Your rejection is recorded.";
      case "escalate" -> "The request went up its ladder.";
      default -> "Your decision is recorded: " + title + ".";
    };
  }

  private Viewer viewer(Caller caller) {
    String person = caller.person();
    return new Viewer(
        person == null ? caller.principal().id() : person, caller.admin(), clock.instant());
  }

  private @Nullable UpNext upNext(Caller caller, String id) {
    return lists.list(caller, new RequestLists.Filter("open", true, null), null, 2).items().stream()
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
