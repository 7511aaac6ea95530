package dev.gatehold.server.identity;

import dev.gatehold.engine.store.PeopleStore.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Opens sessions for people who proved who they are by another way than the sign-in form. */
@Component
public final class PageSession {
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();

  /** Signs the person in, under a session id that nobody knew before. */
  public void open(Account account, HttpServletRequest request, HttpServletResponse response) {
    request.getSession();
    request.changeSessionId();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication(account));
    contexts.saveContext(context, request, response);
  }

  static Authentication authentication(Account account) {
    return UsernamePasswordAuthenticationToken.authenticated(
        SessionPerson.of(account), null, List.of());
  }
}
