package dev.gatehold.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import dev.gatehold.engine.store.PeopleStore.Ties;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.testkit.MemoryPeopleStore;
import dev.gatehold.testkit.VirtualClock;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The people file and the accounts in the store, joined. */
class PeopleTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private final MemoryPeopleStore store = new MemoryPeopleStore();
  @TempDir private Path folder;

  private People people(String file) {
    try {
      Path path = Files.writeString(folder.resolve("people.yaml"), file);
      return People.of(path, store, new VirtualClock(NOON));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void stored(String id, Ties ties) {
    store.saveAccount(new Account(id, id, ties, null, false, false));
  }

  private static Ties accounts(String... others) {
    return new Ties(Set.of(), Set.of(), Set.of(others), Map.of());
  }

  @Test
  void bothSourcesMakeOneDirectory() {
    stored("fay", new Ties(Set.of("sre"), Set.of("cfo"), Set.of(), Map.of("manager", "alice")));

    Directory directory =
        people("people: [{id: alice, groups: [sre], roles: [lead], admin: true, manager: fay}]")
            .current();

    assertThat(directory.membersOf("sre")).containsExactly("alice", "fay");
    assertThat(directory.holdersOf("cfo")).containsExactly("fay");
    assertThat(directory.holdersOf("lead")).containsExactly("alice");
    assertThat(directory.related("alice", "manager")).isEqualTo("fay");
    assertThat(directory.related("fay", "manager")).isEqualTo("alice");
    assertThat(directory.isAdmin("alice")).isTrue();
    assertThat(directory.isAdmin("fay")).isFalse();
  }

  @Test
  void theFilesAccountHoldsWhereBothHaveTheId() {
    stored("alice", Ties.inGroups(Set.of("finance")));

    assertThat(people("people: [{id: alice, groups: [sre]}]").current().groupsOf("alice"))
        .containsExactly("sre");
  }

  @Test
  void anAccountThatTheFileGivesToAPersonIsThatPerson() {
    store.saveAccount(
        new Account("aadler", "A. A.", Ties.inGroups(Set.of("finance")), null, true, false));

    People people = people("people: [{id: alice, name: Alice, groups: [sre], accounts: [aadler]}]");

    Directory directory = people.current();
    assertThat(directory.people())
        .isEqualTo(
            Map.of(
                "alice",
                new Person("alice", "Alice", Set.of("aadler"), Map.of(), List.of(), true)));
    assertThat(directory.personBehind("aadler")).isEqualTo("alice");
    assertThat(directory.groupsOf("alice")).containsExactly("finance", "sre");
    assertThat(people.active("aadler")).isPresent();
    assertThat(people.idsOf("aadler")).containsExactly("alice", "aadler");
  }

  @Test
  void aDisabledPersonActsByNoneOfTheirAccountsAndADisabledAccountGivesNothing() {
    stored("aadler", Ties.inGroups(Set.of("finance")));
    store.saveAccount(new Account("old", "Old", Ties.inGroups(Set.of("board")), null, true, true));

    People gone = people("people: [{id: alice, disabled: true, accounts: [aadler]}]");
    assertThat(gone.active("aadler")).isEmpty();
    assertThat(gone.current().people()).isEmpty();
    assertThat(gone.current().membersOf("finance")).isEmpty();

    People here = people("people: [{id: alice, accounts: [old]}]");
    assertThat(here.active("old")).isEmpty();
    assertThat(here.current().groupsOf("alice")).isEmpty();
    assertThat(here.current().isAdmin("alice")).isFalse();
  }

  @Test
  void accountsOfAccountsAreTheSamePersonToo() {
    stored("b", accounts("c"));
    stored("c", Ties.inGroups(Set.of("sre")));

    Directory directory = people("people: [{id: a, accounts: [b]}]").current();

    assertThat(directory.people()).containsOnlyKeys("a");
    assertThat(directory.personBehind("c")).isEqualTo("a");
    assertThat(directory.membersOf("sre")).containsExactly("a");
  }

  @Test
  void aClaimThatContradictsAnotherIsDropped() {
    stored("zoe", accounts("alice", "x", "yan"));
    stored("yan", accounts("zoe"));

    Directory directory =
        people("people: [{id: alice, groups: [sre]}, {id: bob, accounts: [x]}]").current();

    assertThat(directory.personBehind("alice")).isEqualTo("alice");
    assertThat(directory.personBehind("x")).isEqualTo("bob");
    assertThat(directory.people()).containsOnlyKeys("alice", "bob", "yan");
    assertThat(directory.personBehind("zoe")).isEqualTo("yan");
  }

  @Test
  void absencesOfFileAndStoreJoinWithThePersonsBehindTheirNames() {
    Absence stored = new Absence(NOON, NOON.plusSeconds(60), "bert");
    store.saveAbsence(new StoredAbsence("a1", "aadler", stored, "root", NOON));

    Directory directory =
        people(
                """
                people:
                  - id: alice
                    accounts: [aadler]
                    absences: [{from: 2026-01-01, until: 2026-01-01}]
                  - { id: bob, accounts: [bert] }
                """)
            .current();

    assertThat(directory.people().get("alice"))
        .extracting(Person::absences)
        .isEqualTo(
            List.of(
                new Absence(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Instant.parse("2026-01-02T00:00:00Z"),
                    null),
                new Absence(NOON, NOON.plusSeconds(60), "bob")));
  }

  @Test
  void whoeverIsNamedAndDoesNotExistIsSaidWithThePlace() throws YamlFileException {
    Roster file =
        PeopleFileReader.read(
            "people.yaml",
            "people:\n- {id: a, manager: b}\n- {id: c, relations: {mentor: d}, accounts: [e]}\n"
                + "- {id: f, manager: e}");
    Account b = new Account("b", "b", Set.of(), null, false, true);

    assertThat(new Known(file, new Roster(List.of(b), Map.of())).oddities())
        .containsExactly(
            "people.yaml:3: Expected 'd' (mentor of c) to be a person, but there is none; it counts"
                + " for nothing until there is.");
  }

  @Test
  void anAccountOfTheFileIsNotChanged() {
    People people = people("people: [{id: alice}]");

    assertThatThrownBy(() -> people.save(new Account("alice", "A", Set.of(), null, true, false)))
        .isInstanceOfSatisfying(
            GateholdException.class, e -> assertThat(e.code()).isEqualTo("person.in_file"));
  }

  @Test
  void afterAChangeTheDirectoryDoesNotAnswerUntilItCouldBeReadAgain() {
    AtomicReference<String> down = new AtomicReference<>("");
    People people = People.of(null, failing(down), new VirtualClock(NOON));
    Account fay = new Account("fay", "Fay", Set.of("sre"), null, false, false);
    people.save(fay);

    down.set("accounts");
    Account disabled = new Account("fay", "Fay", Set.of("sre"), null, false, true);
    people.save(disabled);

    assertThat(people.current().failure()).isEqualTo("the accounts in the database cannot be read");
    assertThat(people.current().membersOf("sre")).isEmpty();

    down.set("");
    assertThat(people.current().failure()).isNull();
    assertThat(people.current().people()).as("the write had been applied").isEmpty();

    down.set("saveAccount");
    assertThatThrownBy(() -> people.save(fay)).isInstanceOf(StoreException.class);
    assertThat(people.current().failure()).as("read again, and known again").isNull();
    assertThat(people.current().people()).isEmpty();
  }

  @Test
  void whatAnotherServerHasChangedHoldsHereAtOnce() {
    People here = People.of(null, store, new VirtualClock(NOON));
    People there = People.of(null, store, new VirtualClock(NOON));
    Account fay = new Account("fay", "Fay", Set.of("sre"), null, false, false);

    there.save(fay);
    assertThat(here.current().membersOf("sre")).containsExactly("fay");
    there.save(new Account("fay", "Fay", Set.of("sre"), null, false, true));
    assertThat(here.active("fay")).isEmpty();
    assertThat(here.current().membersOf("sre")).isEmpty();
  }

  @Test
  void whileNobodyKnowsWhetherSomethingChangedNobodyDecides() {
    AtomicReference<String> down = new AtomicReference<>("");
    People people = People.of(null, failing(down), new VirtualClock(NOON));
    people.save(new Account("fay", "Fay", Set.of("sre"), null, false, false));
    assertThat(people.active("fay")).isPresent();
    down.set("revisions");
    assertThat(people.current().failure()).isEqualTo("the accounts in the database cannot be read");
    assertThat(people.active("fay")).as("she can still look").isPresent();
    down.set("");
    assertThat(people.current().failure()).isNull();
  }

  private PeopleStore failing(AtomicReference<String> down) {
    return (PeopleStore)
        Proxy.newProxyInstance(
            PeopleStore.class.getClassLoader(),
            new Class<?>[] {PeopleStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals(down.get())) {
                throw new StoreException("The disk is gone.");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }
}
