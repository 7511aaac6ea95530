package dev.gatehold.server.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Answers browsers with a page where a request failed before it reached one. */
@Controller
final class PageFallback {
  private final Frames frames;

  PageFallback(Frames frames) {
    this.frames = frames;
  }

  @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView error(HttpServletRequest http) {
    int status =
        http.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
    ModelAndView view = new ModelAndView("problem/page", "page", page(status, http));
    view.setStatus(HttpStatusCode.valueOf(status));
    return view;
  }

  private ProblemPage page(int status, HttpServletRequest http) {
    return switch (status) {
      case 403 ->
          page(
              http,
              "This page is too old",
              "Expected a form of a page that was opened in this session, but it is from another"
                  + " one; nothing was changed.",
              "Go back, copy what you typed, load the page again and repeat it there.");
      case 404 ->
          page(
              http,
              "There is no such page",
              "Expected a page at this address, but there is none.",
              "Look for it in the inbox.");
      case 413 ->
          page(
              http,
              "This is too large",
              "Expected less text, but it is more than this server takes.",
              "Go back and shorten it; large files belong into the flow's evidence.");
      default ->
          status < 500
              ? page(
                  http,
                  "This did not work",
                  "Expected a well-formed request, but it is not one.",
                  "Go back and try again.")
              : page(
                  http,
                  "Something broke",
                  "Expected to show this page, but the server met an error of its own.",
                  "Try again; if it stays, ask whoever runs this server to look at its log.");
    };
  }

  private ProblemPage page(HttpServletRequest http, String heading, String message, String next) {
    return new ProblemPage(frames.publicFrame(heading, http), heading, message, next);
  }
}
