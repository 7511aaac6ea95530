package dev.gatehold.server.identity;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.Ties;
import dev.gatehold.server.directory.People;
import dev.gatehold.server.directory.PersonId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and disables accounts. */
public final class Accounts {
  private final People people;
  private final Passwords passwords;

  Accounts(People people, Passwords passwords) {
    this.people = people;
    this.passwords = passwords;
  }

  /** Everybody by id, disabled accounts included. */
  public List<Account> all() {
    return people.accounts().values().stream()
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  /**
   * Adds an account.
   *
   * @param ties who is related must be known already, and other accounts be nobody else's
   * @param password null for a person who cannot sign in with one
   * @throws GateholdException {@code person.exists}, {@code person.invalid}, {@code password.weak}
   */
  public Account add(String id, String name, Ties ties, @Nullable String password, boolean admin) {
    check(PersonId.problem(id));
    check(name.isBlank() ? "Expected a name, but it is blank." : null);
    if (people.accounts().containsKey(id)) {
      throw new GateholdException(
          "person.exists",
          "Expected a new id, but there is a person '" + id + "' already.",
          "Choose another id.");
    }
    ties.groups().forEach(group -> check(PersonId.groupProblem(group)));
    ties.roles().forEach(role -> check(PersonId.roleProblem(role)));
    ties.accounts().forEach(other -> check(accountProblem(id, other)));
    ties.relations()
        .forEach((relation, other) -> {
          check(PersonId.nameProblem("a relation", relation));
          check(otherProblem(id, relation, other));
        });
    Account account =
        new Account(
            id, name, ties, password == null ? null : passwords.hash(password), admin, false);
    people.save(account);
    return account;
  }

  private @Nullable String accountProblem(String id, String other) {
    String person = people.personBehind(other);
    if (other.equals(id) || people.accounts().containsKey(other) || !person.equals(other)) {
      return "Expected another account that is nobody's yet, but '"
          + other
          + "' belongs to '"
          + person
          + "'.";
    }
    return PersonId.problem(other);
  }

  private @Nullable String otherProblem(String id, String relation, String other) {
    return other.equals(id) || people.active(other).isEmpty()
        ? "Expected the " + relation + " to be another active person, but found '" + other + "'."
        : null;
  }

  private static void check(@Nullable String problem) {
    if (problem != null) {
      throw new GateholdException("person.invalid", problem, "Mend it and try again.");
    }
  }

  /**
   * Ends everything the person can do: sessions, tokens, agents, decisions.
   *
   * @throws GateholdException {@code person.unknown}, {@code person.in_file}
   */
  public Account disable(String id) {
    Account account = people.accounts().get(id);
    if (account == null) {
      throw new GateholdException(
          "person.unknown",
          "Expected a person '" + id + "', but there is none.",
          "List people with GET /api/v1/people.");
    }
    Account disabled =
        new Account(
            id, account.name(), account.ties(), account.passwordHash(), account.admin(), true);
    people.save(disabled);
    return disabled;
  }
}
