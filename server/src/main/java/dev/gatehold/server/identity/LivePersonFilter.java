package dev.gatehold.server.identity;

import dev.gatehold.core.people.Principal;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.directory.People;
import dev.gatehold.server.directory.PeopleNow;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns the person of a session into a {@link Caller} with what holds at this moment, and ends the
 * session of a person who is disabled, gone, or has another password by now.
 */
final class LivePersonFilter extends OncePerRequestFilter {
  private final People people;

  LivePersonFilter(People people) {
    this.people = people;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication remembered = SecurityContextHolder.getContext().getAuthentication();
    if (remembered != null && remembered.getPrincipal() instanceof SessionPerson person) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      PeopleNow now = people.now();
      now.active(person.id())
          .filter(account -> SessionPerson.of(account).equals(person))
          .ifPresentOrElse(
              account -> callerOf(account, now).ifPresent(context::setAuthentication),
              () -> end(request.getSession(false)));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private static Optional<CallerToken> callerOf(Account account, PeopleNow now) {
    return Callers.of(Principal.person(account.id()), account.id(), now).map(CallerToken::new);
  }

  private static void end(@org.jspecify.annotations.Nullable HttpSession session) {
    if (session != null) {
      session.invalidate();
    }
  }
}
