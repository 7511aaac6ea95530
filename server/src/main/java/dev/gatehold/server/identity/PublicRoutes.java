package dev.gatehold.server.identity;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The exact list of routes that need no credential. Everything else is denied without one. */
final class PublicRoutes {
  /** The address is the credential. */
  private static final String CALLBACK =
      "/api/v1/callbacks/{run}/{step}/{attempt}/{told}/{signature}";

  /** The signature is the credential. */
  private static final String HOOK = "/api/v1/hooks/{flow}/{trigger}";

  /** Of the API. */
  static final RequestMatcher API =
      new OrRequestMatcher(
          route(HttpMethod.POST, "/api/v1/login"),
          route(HttpMethod.POST, CALLBACK),
          route(HttpMethod.POST, HOOK),
          route(HttpMethod.GET, "/api/v1/openapi.json"));

  /** Of everything else; what stands under {@code /assets} is the same for everybody. */
  static final RequestMatcher PAGES =
      new OrRequestMatcher(
          route(HttpMethod.GET, "/health"),
          route(HttpMethod.GET, "/schema/flow.v1.json"),
          route(HttpMethod.GET, "/login"),
          route(HttpMethod.POST, "/login"),
          route(HttpMethod.GET, "/setup/{token}"),
          route(HttpMethod.POST, "/setup/{token}"),
          route(HttpMethod.GET, "/assets/**"));

  private PublicRoutes() {}

  private static RequestMatcher route(HttpMethod method, String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
  }
}
