package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.Token;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every people store must do, as tests: implement it in a test class and give the store. No
 * test of it skips, and none passes on a store that does nothing.
 */
public interface PeopleStoreContract {
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
    Account alice =
        new Account("alice", "Alice Ångström", Set.of("sre", "it's"), "{bcrypt}x", true, false);
    Account bob = new Account("bob", "Bob", Set.of(), null, false, true);
    people().saveAccount(alice);
    people().saveAccount(bob);

    assertThat(people().account("alice")).as("an account must come back whole").contains(alice);
    assertThat(people().account("bob")).contains(bob);
    assertThat(people().account("carol")).isEmpty();
  }

  @Test
  default void a_saved_account_replaces_the_one_before() {
    people().saveAccount(new Account("alice", "Alice", Set.of("sre"), "{bcrypt}x", true, false));
    Account changed = new Account("alice", "Alice B.", Set.of("finance"), null, false, true);
    people().saveAccount(changed);

    assertThat(people().accounts())
        .as("an account must be replaced whole, its groups too")
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
