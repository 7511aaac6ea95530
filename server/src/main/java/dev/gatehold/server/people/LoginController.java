package dev.gatehold.server.people;

import dev.gatehold.core.people.Principal;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "people")
class LoginController {
  private static final String TOKEN_NAME = "command line";
  private final IdentityParts identity;

  LoginController(IdentityParts identity) {
    this.identity = identity;
  }

  record LoginBody(@Nullable String user, @Nullable String password) {}

  record Who(String id, String name, String kind) {}

  /** A fresh token; it is shown here and never again. */
  record LoggedIn(String token, Who principal) {}

  /**
   * Who a credential is.
   *
   * @param person whom it counts as, whichever of their accounts it names; null for nobody
   */
  record Me(
      String id,
      @Nullable String person,
      String name,
      String kind,
      @Nullable String actsFor,
      List<String> groups,
      boolean admin) {}

  @Operation(summary = "Get a token for a name and password")
  @SecurityRequirements
  @PostMapping("/login")
  LoggedIn login(@RequestBody LoginBody body, HttpServletRequest request) {
    Account account =
        identity
            .signIn()
            .check(
                Malformed.required("user", body.user()),
                Malformed.required("password", body.password()),
                request.getRemoteAddr());
    String token = identity.tokens().makeForPerson(account.id(), TOKEN_NAME, null).text();
    return new LoggedIn(token, new Who(account.id(), account.name(), "person"));
  }

  @Operation(summary = "Who this credential is")
  @GetMapping("/me")
  Me me(@AuthenticationPrincipal Caller caller) {
    Principal principal = caller.principal();
    return new Me(
        principal.id(),
        caller.person(),
        caller.name(),
        principal.kind().name().toLowerCase(Locale.ROOT),
        principal.actsFor(),
        List.copyOf(caller.groups()),
        caller.admin());
  }
}
