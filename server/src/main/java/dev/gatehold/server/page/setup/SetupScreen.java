package dev.gatehold.server.page.setup;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.identity.PageSession;
import dev.gatehold.server.page.Frames;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Makes the first administrator; looking at the link does not use it up. */
@Controller
class SetupScreen {
  private static final String TITLE = "Welcome";
  private static final String OVER = "setup.over";
  private final IdentityParts identity;
  private final PageSession session;
  private final Frames frames;

  SetupScreen(IdentityParts identity, PageSession session, Frames frames) {
    this.identity = identity;
    this.session = session;
    this.frames = frames;
  }

  @GetMapping("/setup/{token}")
  ModelAndView show(@PathVariable String token, HttpServletRequest http) {
    if (!identity.setupLinks().isOpen(token)) {
      return over(http);
    }
    return view(
        new SetupPage(frames.publicFrame(TITLE, http), null, token, true, "", ""),
        HttpStatusCode.valueOf(200));
  }

  @PostMapping("/setup/{token}")
  ModelAndView redeem(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest http,
      HttpServletResponse answer) {
    try {
      Account admin = identity.setupLinks().redeem(token, id.strip(), name.strip(), password);
      session.open(admin, http, answer);
      return new ModelAndView("redirect:/");
    } catch (GateholdException e) {
      if (e.code().equals(OVER)) {
        return over(http);
      }
      Problem problem = Problem.of(e);
      Notice notice =
          Notice.refused(VisibleText.line(problem.detail()), VisibleText.line(e.next()));
      return view(
          new SetupPage(frames.publicFrame(TITLE, http), notice, token, true, id, name),
          HttpStatusCode.valueOf(problem.status()));
    }
  }

  private ModelAndView over(HttpServletRequest http) {
    Notice notice =
        Notice.refused(
            "Expected a link that still works, but this one was used or is too old.",
            "Start the server again for a new one.");
    return view(
        new SetupPage(frames.publicFrame(TITLE, http), notice, "", false, "", ""),
        HttpStatusCode.valueOf(410));
  }

  private static ModelAndView view(SetupPage page, HttpStatusCode status) {
    ModelAndView view = new ModelAndView("setup/page", "page", page);
    view.setStatus(status);
    return view;
  }
}
