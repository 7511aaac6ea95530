package dev.gatehold.store.postgres;

import static dev.gatehold.store.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database counts changes of tokens, whoever makes them. */
class TokenRevisionTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final PostgresStores here = PostgresStores.open(database.place());
  private final PostgresStores there = PostgresStores.open(database.place());

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private static long tokens(PostgresStores stores) {
    return stores.people().revisions().tokens();
  }

  private Token saved() {
    PeopleStore people = here.people();
    Token token =
        new Token(Digest.of("x").hex(), "gh_x", "x", Principal.person("alice"), NOON, null);
    people.saveToken(token);
    return token;
  }

  @Test
  void what_one_node_changes_another_one_counts() {
    long before = tokens(there);
    Token token = saved();
    long saved = tokens(there);
    assertThat(saved).isNotEqualTo(before);
    here.people().deleteToken(token.hash());
    assertThat(tokens(there)).isNotIn(before, saved);
  }

  @Test
  void a_statement_of_a_node_that_does_not_count_or_of_a_person_counts_too() {
    Token token = saved();
    long before = tokens(here);
    database.execute("DELETE FROM token WHERE hash = '" + token.hash() + "'");
    assertThat(here.people().token(token.hash())).isEmpty();
    assertThat(tokens(here)).isNotEqualTo(before);
  }
}
