package dev.gatehold.server.problem;

import dev.gatehold.engine.store.StoreException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed before it reached a handler. */
@Controller
final class FallbackErrors implements ErrorController {
  private final ProblemWriter writer;

  FallbackErrors(ProblemWriter writer) {
    this.writer = writer;
  }

  @RequestMapping("/error")
  ResponseEntity<byte[]> error(HttpServletRequest request) {
    String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    return writer.entity(
        switch (status) {
          case 400 ->
              Problem.of(
                  Malformed.because("Expected a well-formed HTTP request, but it is not one."));
          case 401 ->
              Problem.of(
                  "credentials.missing",
                  "Expected to know who asks, but the request carries no valid credential.",
                  "Sign in and try again.");
          case 403 ->
              Problem.of(
                  "access.denied",
                  "Expected a request that you may make, but this one is denied.",
                  "Open the page again and repeat what you did there.");
          case 404 -> RouteProblems.route(path);
          case 405 -> RouteProblems.method(request.getMethod(), "");
          case 413 -> BodyTooLarge.of("Expected a smaller body.");
          case 415 -> RouteProblems.mediaType(String.valueOf(request.getContentType()));
          default -> storeIsDown(request) ? Problem.storeUnavailable() : RouteProblems.internal();
        });
  }

  /** Those who find out who asks read the storage before any handler does. */
  private static boolean storeIsDown(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception error
        && causes(error).anyMatch(StoreException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
  }
}
