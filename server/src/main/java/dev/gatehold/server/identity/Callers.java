package dev.gatehold.server.identity;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.directory.PeopleNow;
import java.util.Optional;

/** Makes callers of credentials, with what holds at this moment. */
final class Callers {
  private Callers() {}

  /**
   * The caller that acts by a person's account; empty when the account may do nothing.
   *
   * @param account the principal's own, or that which an agent or service acts for
   */
  static Optional<Caller> of(Principal principal, String account, PeopleNow people) {
    return people.active(account).map(each -> caller(principal, each, people));
  }

  private static Caller caller(Principal principal, Account account, PeopleNow people) {
    // A directory that does not answer knows no groups and no admins.
    Directory directory = people.directory();
    String person = people.personBehind(account.id());
    boolean inPerson = principal.kind() == Kind.PERSON;
    return new Caller(
        principal,
        person,
        inPerson ? people.active(person).orElse(account).name() : principal.id(),
        directory.groupsOf(person),
        inPerson && directory.isAdmin(person));
  }
}
