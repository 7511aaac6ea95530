package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.Revisions;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import dev.gatehold.engine.store.PeopleStore.Ties;
import dev.gatehold.engine.store.PeopleStore.Token;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every people store must do, as tests: implement it in a test class and give the store. No
 * test of it skips, and none passes on a store that does nothing.
 */
public interface PeopleStoreContract {
  /** Ties of every kind, with letters that a careless store would trip over. */
  Ties TIES =
      new Ties(
          Set.of("sre", "it's"),
          Set.of("cfo"),
          Set.of("a.adler@example.org", "aadler"),
          Map.of("manager", "jonas", "mentor", "\"kim\""));

  /** The store under test; the same one during a test, empty at its beginning. */
  PeopleStore people();

  private static Token token(String name, Principal principal, Instant createdAt) {
    return token(name, principal, createdAt, null);
  }

  private static Token token(
      String name, Principal principal, Instant createdAt, @Nullable Instant expiresAt) {
    return new Token(Digest.of(name).hex(), "gh_" + name, name, principal, createdAt, expiresAt);
  }

  @Test
  default void an_account_comes_back_as_it_was_saved() {
    Account alice = new Account("alice", "Alice Ångström", TIES, "{bcrypt}x", true, false);
    Account bob = new Account("bob", "Bob", Set.of(), null, false, true);
    people().saveAccount(bob);
    people().saveAccount(alice);

    assertThat(people().accounts())
        .as("accounts must come back whole, by id")
        .containsExactly(alice, bob);
  }

  @Test
  default void every_change_gives_another_revision() {
    long before = people().revisions().people();
    people().saveAccount(new Account("alice", "Alice", TIES, null, true, false));
    long saved = people().revisions().people();
    assertThat(saved).isNotEqualTo(before);
    people()
        .saveAbsence(
            new StoredAbsence("a1", "alice", new Absence(NOON, null, null), "alice", NOON));
    long away = people().revisions().people();
    assertThat(away).isNotIn(before, saved);
    assertThat(people().deleteAbsence("a1")).isTrue();
    assertThat(people().revisions().people()).isNotIn(before, saved, away);
    assertThat(people().accounts()).hasSize(1);
    assertThat(people().revisions().people())
        .as("reading must change nothing")
        .isEqualTo(people().revisions().people());
  }

  @Test
  default void every_change_of_a_token_gives_another_revision_of_tokens_alone() {
    Revisions before = people().revisions();
    Token token = token("laptop", Principal.person("alice"), NOON, null);
    people().saveToken(token);
    Revisions saved = people().revisions();
    assertThat(saved.tokens()).isNotEqualTo(before.tokens());
    assertThat(people().token(token.hash())).contains(token);
    assertThat(people().revisions()).as("reading must change nothing").isEqualTo(saved);
    assertThat(people().deleteToken(token.hash())).isTrue();
    Revisions deleted = people().revisions();
    assertThat(deleted.tokens()).isNotIn(before.tokens(), saved.tokens());
    assertThat(deleted.people()).isEqualTo(before.people());
    people().saveAccount(new Account("alice", "Alice", TIES, null, true, false));
    assertThat(people().revisions().tokens()).isEqualTo(deleted.tokens());
  }

  @Test
  default void a_saved_account_replaces_the_one_before() {
    people().saveAccount(new Account("alice", "Alice", TIES, "{bcrypt}x", true, false));
    Account changed = new Account("alice", "Alice B.", Set.of("finance"), null, false, true);
    people().saveAccount(changed);

    assertThat(people().accounts())
        .as("an account must be replaced whole, its ties too")
        .containsExactly(changed);
  }

  @Test
  default void accounts_come_by_id() {
    for (String id : new String[] {"carol", "alice", "bob"}) {
      people().saveAccount(new Account(id, "X", Set.of(), null, false, false));
    }

    assertThat(people().accounts())
        .as("accounts must come by id")
        .extracting(Account::id)
        .containsExactly("alice", "bob", "carol");
  }

  private static StoredAbsence absence(String id, String person, Instant from) {
    return new StoredAbsence(
        id, person, new Absence(from, from.plusMillis(1), "bob"), "root", NOON);
  }

  @Test
  default void an_absence_comes_back_as_it_was_saved() {
    StoredAbsence whole = absence("a1", "alice", NOON.plusMillis(7));
    StoredAbsence open =
        new StoredAbsence("a2", "bob", new Absence(NOON, null, null), "bob", NOON.plusSeconds(1));
    people().saveAbsence(whole);
    people().saveAbsence(open);

    assertThat(people().absences())
        .as("an absence must come back whole, of people without an account here too")
        .containsExactly(whole, open);
  }

  @Test
  default void a_saved_absence_replaces_the_one_before() {
    people().saveAbsence(absence("a1", "alice", NOON));
    StoredAbsence changed =
        new StoredAbsence("a1", "bob", new Absence(NOON, null, null), "bob", NOON.plusSeconds(9));
    people().saveAbsence(changed);

    assertThat(people().absences())
        .as("an absence must be replaced whole, its end and delegate too")
        .containsExactly(changed);
  }

  @Test
  default void absences_come_by_person_and_beginning() {
    people().saveAbsence(absence("a1", "bob", NOON));
    people().saveAbsence(absence("a2", "alice", NOON.plusSeconds(1)));
    people().saveAbsence(absence("a4", "alice", NOON));
    people().saveAbsence(absence("a3", "alice", NOON));

    assertThat(people().absences())
        .as("absences must come by person, then by beginning, then by id")
        .extracting(StoredAbsence::id)
        .containsExactly("a3", "a4", "a2", "a1");
  }

  @Test
  default void a_deleted_absence_is_gone() {
    people().saveAbsence(absence("a1", "alice", NOON));
    people().saveAbsence(absence("a2", "alice", NOON));

    assertThat(people().deleteAbsence("a1")).as("deleting must say that it did").isTrue();
    assertThat(people().deleteAbsence("a1")).as("and that it did not").isFalse();
    assertThat(people().absences()).extracting(StoredAbsence::id).containsExactly("a2");
  }

  @Test
  default void a_token_is_found_by_its_hash() {
    Token forEver = token("ci", new Principal("ci", Kind.SERVICE, null), NOON);
    Token forNow = token("bot", Principal.agent("bot", "alice"), NOON, NOON.plusSeconds(60));
    people().saveToken(forEver);
    people().saveToken(forNow);

    assertThat(people().token(forEver.hash())).as("a token must come back whole").contains(forEver);
    assertThat(people().token(forNow.hash())).contains(forNow);
    assertThat(people().token(Digest.of("other").hex())).isEmpty();
  }

  @Test
  default void a_person_has_the_tokens_that_act_as_or_for_them() {
    people().saveToken(token("laptop", Principal.person("alice"), NOON));
    people().saveToken(token("agent", Principal.agent("bot", "alice"), NOON.plusSeconds(2)));
    people()
        .saveToken(token("ci", new Principal("ci", Kind.SERVICE, "alice"), NOON.plusSeconds(1)));
    people().saveToken(token("bobs", Principal.agent("bot2", "bob"), NOON));
    people().saveToken(token("nobodys", new Principal("cron", Kind.SERVICE, null), NOON));

    assertThat(people().tokensOf("alice"))
        .as("a person's tokens must be those of the person and of who acts for them, newest first")
        .extracting(Token::name)
        .containsExactly("agent", "ci", "laptop");
    assertThat(people().tokensOf("cron")).as("a service is no person").isEmpty();
  }

  @Test
  default void a_deleted_token_is_gone() {
    Token token = token("laptop", Principal.person("alice"), NOON);
    people().saveToken(token);

    assertThat(people().deleteToken(token.hash())).as("deleting must say that it did").isTrue();
    assertThat(people().deleteToken(token.hash())).as("and that it did not").isFalse();
    assertThat(people().token(token.hash())).isEmpty();
    assertThat(people().tokensOf("alice")).isEmpty();
  }
}
