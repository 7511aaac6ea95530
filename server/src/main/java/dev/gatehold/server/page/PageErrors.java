package dev.gatehold.server.page;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Answers the errors of pages with a page. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
final class PageErrors {
  private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);
  private final Frames frames;

  PageErrors(Frames frames) {
    this.frames = frames;
  }

  @ExceptionHandler
  ModelAndView known(GateholdException e, HttpServletRequest http) {
    Problem problem = Problem.of(e);
    String heading = problem.status() == 404 ? "There is no such page" : "This did not work";
    return page(http, problem.status(), heading, problem.detail(), e.next());
  }

  @ExceptionHandler
  ModelAndView storeDown(StoreException e, HttpServletRequest http) {
    LOG.warn("The storage did not answer: {}", e.getMessage());
    return page(
        http,
        503,
        "The storage does not answer",
        "Expected the storage to answer, but it did not.",
        "Try again in a moment.");
  }

  /** Without the viewer's part of the frame: what just failed may be what it is made of. */
  private ModelAndView page(
      HttpServletRequest http, int status, String heading, String message, String next) {
    ProblemPage page =
        new ProblemPage(
            frames.publicFrame(heading, http),
            heading,
            VisibleText.line(message),
            VisibleText.line(next));
    ModelAndView view = new ModelAndView("problem/page", "page", page);
    view.setStatus(HttpStatusCode.valueOf(status));
    return view;
  }
}
