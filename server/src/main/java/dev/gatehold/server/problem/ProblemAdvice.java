package dev.gatehold.server.problem;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.resource.ResourceStore.ResourceTooLarge;
import dev.gatehold.engine.store.StoreException;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers every error of the API as a problem document. Pages have their own. */
@RestControllerAdvice(annotations = RestController.class)
final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
  private final ProblemWriter writer;

  ProblemAdvice(ProblemWriter writer) {
    this.writer = writer;
  }

  @ExceptionHandler
  ResponseEntity<byte[]> known(GateholdException e) {
    return writer.entity(Problem.of(e));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> storeDown(StoreException e) {
    LOG.warn("The storage did not answer: {}", e.getMessage());
    return writer.entity(Problem.storeUnavailable());
  }

  @ExceptionHandler
  ResponseEntity<byte[]> tooLarge(ResourceTooLarge e) {
    return writer.entity(BodyTooLarge.of(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> tooLarge(BodyTooLarge e) {
    return writer.entity(e.problem());
  }

  @ExceptionHandler
  ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException e) {
    return writer.entity(UnreadableBody.problem(e));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> wrongParameter(MethodArgumentTypeMismatchException e) {
    return malformed(
        "Expected another kind of value for '"
            + e.getName()
            + "', but found '"
            + e.getValue()
            + "'.");
  }

  @ExceptionHandler
  ResponseEntity<byte[]> missingParameter(ServletRequestBindingException e) {
    String detail = e.getBody().getDetail();
    return malformed(
        "Expected every parameter that the route needs, but: "
            + (detail == null ? "one is missing." : detail));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> wrongMediaType(HttpMediaTypeNotSupportedException e) {
    return writer.entity(RouteProblems.mediaType(String.valueOf(e.getContentType())));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> wrongAccept(HttpMediaTypeNotAcceptableException e) {
    return malformed("Expected 'Accept' to take application/json, but it does not.");
  }

  @ExceptionHandler
  ResponseEntity<byte[]> wrongMethod(HttpRequestMethodNotSupportedException e) {
    Set<HttpMethod> supported = e.getSupportedHttpMethods();
    Set<String> names = new TreeSet<>();
    if (supported != null) {
      supported.forEach(method -> names.add(method.name()));
    }
    return writer.entity(RouteProblems.method(e.getMethod(), String.join(", ", names)));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> bug(Exception e) {
    LOG.error("A request failed unexpectedly.", e);
    return writer.entity(RouteProblems.internal());
  }

  private ResponseEntity<byte[]> malformed(String message) {
    return writer.entity(Problem.of(Malformed.because(message)));
  }
}
