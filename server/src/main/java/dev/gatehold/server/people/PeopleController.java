package dev.gatehold.server.people;

import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.Ties;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private static final String MANAGER = "manager";
  private final IdentityParts identity;

  PeopleController(IdentityParts identity) {
    this.identity = identity;
  }

  record PersonBody(
      @Nullable String id,
      @Nullable String name,
      @Nullable Set<String> groups,
      @Nullable Set<String> roles,
      @Nullable Set<String> accounts,
      @Nullable String manager,
      @Nullable Map<String, String> relations,
      @Nullable String password,
      @Nullable Boolean admin) {
    Ties ties() {
      Map<String, String> all = new TreeMap<>(relations == null ? Map.of() : relations);
      if (all.containsKey(MANAGER)) {
        throw Malformed.because(
            "Expected the manager outside of 'relations', but found 'manager' in them.");
      }
      if (manager != null) {
        all.put(MANAGER, manager);
      }
      return new Ties(orNone(groups), orNone(roles), orNone(accounts), all);
    }

    private static Set<String> orNone(@Nullable Set<String> words) {
      return words == null ? Set.of() : words;
    }
  }

  /**
   * An account without its secret.
   *
   * @param person the person behind it; the id itself unless it is another account of somebody
   * @param accounts other ids of the same person
   * @param relations ids of other people by relation, without the manager
   */
  record PersonItem(
      String id,
      String person,
      String name,
      List<String> groups,
      List<String> roles,
      List<String> accounts,
      @Nullable String manager,
      Map<String, String> relations,
      boolean admin,
      boolean disabled,
      boolean hasPassword) {
    static PersonItem of(Account account, String person) {
      Ties ties = account.ties();
      Map<String, String> others = new TreeMap<>(ties.relations());
      String manager = others.remove(MANAGER);
      return new PersonItem(
          account.id(),
          person,
          account.name(),
          sorted(ties.groups()),
          sorted(ties.roles()),
          sorted(ties.accounts()),
          manager,
          others,
          account.admin(),
          account.disabled(),
          account.passwordHash() != null);
    }

    private static List<String> sorted(Set<String> words) {
      return words.stream().sorted().toList();
    }
  }

  record PersonList(List<PersonItem> items) {}

  @Operation(summary = "List people; admins only")
  @GetMapping
  PersonList list(@AuthenticationPrincipal Caller caller) {
    caller.requireAdmin("list people");
    return new PersonList(identity.accounts().all().stream().map(this::item).toList());
  }

  @Operation(summary = "Add a person; admins only")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  PersonItem add(@AuthenticationPrincipal Caller caller, @RequestBody PersonBody body) {
    caller.requireAdmin("add people");
    String id = Malformed.required("id", body.id());
    return item(
        identity
            .accounts()
            .add(
                id,
                body.name() == null ? id : body.name(),
                body.ties(),
                body.password(),
                Boolean.TRUE.equals(body.admin())));
  }

  @Operation(summary = "Disable a person, with all sessions, tokens and agents; admins only")
  @PostMapping("/{id}/disable")
  PersonItem disable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    caller.requireAdmin("disable people");
    return item(identity.accounts().disable(id));
  }

  private PersonItem item(Account account) {
    return PersonItem.of(account, identity.people().personBehind(account.id()));
  }
}
