package dev.gatehold.server.identity;

import dev.gatehold.server.problem.Problem;
import dev.gatehold.server.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.DelegatingAuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The two doors: the API takes tokens and no cookies, the pages take sessions and no tokens. Both
 * deny what {@link PublicRoutes} does not name.
 */
@Configuration(proxyBeanMethods = false)
class SecurityChains {
  private final ProblemWriter problems;

  SecurityChains(ProblemWriter problems) {
    this.problems = problems;
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http, IdentityParts identity) {
    http.securityMatcher("/api/**")
        .authorizeHttpRequests(routes ->
            routes
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(PublicRoutes.API)
                .permitAll()
                .anyRequest()
                .authenticated())
        .addFilterBefore(
            new BearerFilter(identity.tokens(), problems), AnonymousAuthenticationFilter.class)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .headers(SecurityHeaders::set)
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(unknown()).accessDeniedHandler(denied()));
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http, IdentityParts identity) {
    http.authorizeHttpRequests(routes ->
            routes
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(PublicRoutes.PAGES)
                .permitAll()
                .anyRequest()
                .authenticated())
        .authenticationProvider(new PasswordProvider(identity.signIn()))
        .addFilterAfter(new LivePersonFilter(identity.people()), SecurityContextHolderFilter.class)
        .formLogin(form ->
            form.loginPage("/login")
                .usernameParameter("user")
                .passwordParameter("password")
                .failureHandler(backToForm()))
        .logout(logout -> logout.logoutSuccessUrl("/login?out"))
        .requestCache(cache -> cache.requestCache(wantedPages()))
        .headers(SecurityHeaders::set)
        .exceptionHandling(errors -> errors.authenticationEntryPoint(signInOrUnknown()));
    return http.build();
  }

  /** Paths in a disguise (double slashes, encoded slashes, parameters) lead nowhere. */
  @Bean
  RequestRejectedHandler disguisedPaths() {
    return (_, response, _) ->
        problems.write(
            Problem.of(
                "route.unknown",
                "Expected a plain path, but this one is disguised.",
                "See /api/v1/openapi.json for the routes."),
            response);
  }

  /** Remembers the page that somebody wanted before they signed in. */
  @SuppressWarnings("NullAway") // The framework takes null for "add no parameter to the address".
  private static HttpSessionRequestCache wantedPages() {
    HttpSessionRequestCache wanted = new HttpSessionRequestCache();
    wanted.setMatchingRequestParameterName(null);
    wanted.setRequestMatcher(html());
    return wanted;
  }

  private static AuthenticationFailureHandler backToForm() {
    return (_, response, failure) ->
        response.sendRedirect(
            failure instanceof LockedException ? "/login?limited" : "/login?error");
  }

  private AuthenticationEntryPoint unknown() {
    return (_, response, _) -> problems.write(BearerFilter.missing(), response);
  }

  private AccessDeniedHandler denied() {
    return (_, response, _) ->
        problems.write(
            Problem.of(
                "access.denied",
                "Expected a request that you may make, but this one is denied.",
                "Ask an admin of this server."),
            response);
  }

  /** Browsers go to the form; everybody else is told. */
  private AuthenticationEntryPoint signInOrUnknown() {
    return DelegatingAuthenticationEntryPoint.builder()
        .addEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"), html())
        .defaultEntryPoint(unknown())
        .build();
  }

  private static RequestMatcher html() {
    MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
    html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    return request -> request.getMethod().equals("GET") && html.matches(request);
  }
}
