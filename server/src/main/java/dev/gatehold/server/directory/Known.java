package dev.gatehold.server.directory;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.directory.Roster.Mention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The people file and the stored accounts, joined. Where both have an id, the file's account holds.
 * Accounts of one person count as that person, with all that any of them that is not disabled has;
 * when the person's own account is disabled, all of them are.
 */
final class Known {
  private final Roster file;
  private final Roster stored;
  private final Claims claims;
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Directory directory;

  Known(Roster file, Roster stored) {
    this.file = file;
    this.stored = stored;
    this.claims = new Claims(file, stored);
    stored.accounts().forEach(each -> accounts.put(each.id(), each));
    file.accounts().forEach(each -> accounts.put(each.id(), each));
    this.directory = join();
  }

  /** All accounts by id, disabled ones included. */
  Map<String, Account> accounts() {
    return accounts;
  }

  Directory directory() {
    return directory;
  }

  String personBehind(String account) {
    return claims.personBehind(account);
  }

  /** Every id of a person: their own first, then their other accounts. */
  List<String> idsOf(String person) {
    return Stream.concat(
            Stream.of(person),
            claims.claimed().stream().filter(each -> personBehind(each).equals(person)))
        .toList();
  }

  /** Whether somebody may act with this account. */
  boolean isActive(String account) {
    return isEnabled(account) && isEnabled(personBehind(account));
  }

  private boolean isEnabled(String id) {
    Account account = accounts.get(id);
    return account != null && !account.disabled();
  }

  /** What does not fit together, a sentence each. */
  List<String> oddities() {
    return Stream.concat(
            claims.dropped().stream(),
            file.mentions().stream()
                .filter(mention -> !accounts.containsKey(personBehind(mention.person())))
                .map(Known::stranger))
        .toList();
  }

  private static String stranger(Mention mention) {
    return mention.place()
        + " Expected '"
        + mention.person()
        + "' ("
        + mention.role()
        + ") to be a person, but there is none; it counts for nothing until there is.";
  }

  private Directory join() {
    Map<String, Person> people = new LinkedHashMap<>();
    Map<String, Set<String>> groups = new TreeMap<>();
    Map<String, Set<String>> roles = new TreeMap<>();
    for (Account account : active(accounts.keySet())) {
      String person = personBehind(account.id());
      account.groups().forEach(group -> add(groups, group, person));
      account.ties().roles().forEach(role -> add(roles, role, person));
      if (account.id().equals(person)) {
        people.put(person, person(account));
      }
    }
    return new Directory(
        people, groups, roles, file.rotations(), file.calendars(), file.preferences());
  }

  private static void add(Map<String, Set<String>> idsByName, String name, String id) {
    idsByName.computeIfAbsent(name, _ -> new TreeSet<>()).add(id);
  }

  private Person person(Account account) {
    List<String> ids = idsOf(account.id());
    Map<String, String> relations = new TreeMap<>();
    boolean admin = false;
    for (Account each : active(ids)) {
      each.ties()
          .relations()
          .forEach((relation, other) -> relations.putIfAbsent(relation, personBehind(other)));
      admin |= each.admin();
    }
    return new Person(
        account.id(),
        account.name(),
        Set.copyOf(ids.subList(1, ids.size())),
        relations,
        absences(ids),
        admin);
  }

  /** Those of these accounts with which somebody may act. */
  private List<Account> active(Collection<String> ids) {
    return ids.stream()
        .filter(this::isActive)
        .map(id -> Objects.requireNonNull(accounts.get(id)))
        .toList();
  }

  private List<Absence> absences(List<String> ids) {
    List<Absence> absences = new ArrayList<>();
    for (Roster roster : List.of(file, stored)) {
      ids.forEach(id -> absences.addAll(roster.absences().getOrDefault(id, List.of())));
    }
    return absences.stream()
        .map(this::withPersonBehindDelegate)
        .sorted(Comparator.comparing(Absence::from))
        .toList();
  }

  private Absence withPersonBehindDelegate(Absence absence) {
    String delegate = absence.delegate();
    return delegate == null
        ? absence
        : new Absence(absence.from(), absence.until(), personBehind(delegate));
  }
}
