package dev.gatehold.server.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems to responses, from filters and from handlers alike. */
@Component
public final class ProblemWriter {
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Answers with the problem; does nothing once an answer is on its way. */
  public void write(Problem problem, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(problem.status());
    headers(problem).forEach((name, values) -> response.setHeader(name, values.getFirst()));
    byte[] body = body(problem);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The problem as a handler's answer. */
  public ResponseEntity<byte[]> entity(Problem problem) {
    return ResponseEntity.status(problem.status()).headers(headers(problem)).body(body(problem));
  }

  private byte[] body(Problem problem) {
    return json.writeValueAsString(problem.toJson()).getBytes(StandardCharsets.UTF_8);
  }

  private static HttpHeaders headers(Problem problem) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    switch (problem.status()) {
      case 401 -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      case 429 -> headers.set(HttpHeaders.RETRY_AFTER, "60");
      case 503 -> headers.set(HttpHeaders.RETRY_AFTER, "1");
      default -> {
        // No other status says more in its headers.
      }
    }
    return headers;
  }
}
