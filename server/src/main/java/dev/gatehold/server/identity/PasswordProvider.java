package dev.gatehold.server.identity;

import dev.gatehold.engine.GateholdException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Lets the sign-in form of the pages use {@link SignIn}. */
final class PasswordProvider implements AuthenticationProvider {
  private final SignIn signIn;

  PasswordProvider(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public Authentication authenticate(Authentication form) {
    String address =
        form.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "unknown";
    try {
      return PageSession.authentication(
          signIn.check(form.getName(), String.valueOf(form.getCredentials()), address));
    } catch (GateholdException e) {
      throw e.code().equals("login.limited")
          ? new LockedException(e.code(), e)
          : new BadCredentialsException(e.code(), e);
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
