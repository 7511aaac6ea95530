package dev.gatehold.server.identity;

import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.problem.Problem;
import dev.gatehold.server.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls the API by the token that the request brings, and by nothing else. */
final class BearerFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(BearerFilter.class);
  private static final String SCHEME = "Bearer ";
  private final Tokens tokens;
  private final ProblemWriter problems;

  BearerFilter(Tokens tokens, ProblemWriter problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Caller> caller;
    try {
      caller = callerOf(header);
    } catch (StoreException e) {
      LOG.warn("Who asks cannot be found out: {}", e.getMessage());
      problems.write(Problem.storeUnavailable(), response);
      return;
    }
    if (caller.isEmpty()) {
      problems.write(invalid(), response);
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerToken(caller.get()));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private Optional<Caller> callerOf(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? tokens.caller(header.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private static Problem invalid() {
    return Problem.of(
            "credentials.invalid",
            "Expected a token that this server made and that still holds, but this one is unknown,"
                + " expired or its person is disabled.",
            "Sign in again.")
        .withCommand("gatehold login USER");
  }

  static Problem missing() {
    return Problem.of(
            "credentials.missing",
            "Expected 'Authorization: Bearer TOKEN', but the request carries no token.",
            "Sign in for a token.")
        .withCommand("gatehold login USER");
  }
}
