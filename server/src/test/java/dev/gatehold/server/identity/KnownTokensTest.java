package dev.gatehold.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Token;
import dev.gatehold.testkit.MemoryPeopleStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownTokensTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final MemoryPeopleStore store = new MemoryPeopleStore();
  private final AtomicInteger reads = new AtomicInteger();
  private final KnownTokens known = new KnownTokens(counted());

  private PeopleStore counted() {
    return (PeopleStore)
        Proxy.newProxyInstance(
            PeopleStore.class.getClassLoader(),
            new Class<?>[] {PeopleStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("token")) {
                reads.incrementAndGet();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private Token saved(String name) {
    Token token =
        new Token(Digest.of(name).hex(), "gh_" + name, name, Principal.person("alice"), NOON, null);
    store.saveToken(token);
    return token;
  }

  private Optional<Token> find(Token token) {
    return known.find(token.hash(), store.revisions().tokens());
  }

  @Test
  void aTokenIsReadOnceUntilAnyTokenChanges() {
    Token laptop = saved("laptop");
    assertThat(find(laptop)).contains(laptop);
    assertThat(find(laptop)).contains(laptop);
    assertThat(reads).hasValue(1);
    saved("phone");
    assertThat(find(laptop)).contains(laptop);
    assertThat(reads).hasValue(2);
  }

  @Test
  void oneThatWasEndedLetsNobodyInAnyMore() {
    Token laptop = saved("laptop");
    assertThat(find(laptop)).isPresent();
    store.deleteToken(laptop.hash());
    assertThat(find(laptop)).isEmpty();
  }

  @Test
  void whatWasReadWhileSomebodyChangedTokensIsNotKeptForLater() {
    Token laptop = saved("laptop");
    long before = store.revisions().tokens();
    Token phone = saved("phone");
    assertThat(known.find(laptop.hash(), before)).contains(laptop);
    store.deleteToken(laptop.hash());
    assertThat(find(laptop)).isEmpty();
    assertThat(find(phone)).contains(phone);
  }

  @Test
  void strangersAreNotRemembered() {
    Token laptop = saved("laptop");
    store.deleteToken(laptop.hash());
    assertThat(find(laptop)).isEmpty();
    assertThat(find(laptop)).isEmpty();
    assertThat(reads).as("each asks the store").hasValue(2);
  }

  @Test
  void veryManyAreNotAllKept() {
    Token first = saved("first");
    for (int i = 1; i < KnownTokens.KNOWN_AT_MOST; i++) {
      saved("more-" + i);
    }
    assertThat(find(first)).isPresent();
    for (int i = 1; i < KnownTokens.KNOWN_AT_MOST; i++) {
      assertThat(known.find(Digest.of("more-" + i).hex(), store.revisions().tokens())).isPresent();
    }
    reads.set(0);
    assertThat(find(first)).isPresent();
    assertThat(reads).as("the first was forgotten with the rest").hasValue(1);
  }
}
