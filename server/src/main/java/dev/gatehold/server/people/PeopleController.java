package dev.gatehold.server.people;

import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/people")
@Tag(name = "people")
class PeopleController {
  private final IdentityParts identity;

  PeopleController(IdentityParts identity) {
    this.identity = identity;
  }

  record PersonBody(
      @Nullable String id,
      @Nullable String name,
      @Nullable Set<String> groups,
      @Nullable String password,
      @Nullable Boolean admin) {}

  /** An account without its secret. */
  record PersonItem(
      String id,
      String name,
      List<String> groups,
      boolean admin,
      boolean disabled,
      boolean hasPassword) {
    static PersonItem of(Account account) {
      return new PersonItem(
          account.id(),
          account.name(),
          account.groups().stream().sorted().toList(),
          account.admin(),
          account.disabled(),
          account.passwordHash() != null);
    }
  }

  record PersonList(List<PersonItem> items) {}

  @Operation(summary = "List people; admins only")
  @GetMapping
  PersonList list(@AuthenticationPrincipal Caller caller) {
    caller.requireAdmin("list people");
    return new PersonList(identity.accounts().all().stream().map(PersonItem::of).toList());
  }

  @Operation(summary = "Add a person; admins only")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  PersonItem add(@AuthenticationPrincipal Caller caller, @RequestBody PersonBody body) {
    caller.requireAdmin("add people");
    String id = Malformed.required("id", body.id());
    return PersonItem.of(
        identity
            .accounts()
            .add(
                id,
                body.name() == null ? id : body.name(),
                body.groups() == null ? Set.of() : body.groups(),
                body.password(),
                Boolean.TRUE.equals(body.admin())));
  }

  @Operation(summary = "Disable a person, with all sessions, tokens and agents; admins only")
  @PostMapping("/{id}/disable")
  PersonItem disable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    caller.requireAdmin("disable people");
    return PersonItem.of(identity.accounts().disable(id));
  }
}
