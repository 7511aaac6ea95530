package dev.gatehold.server.identity;

import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Token;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens by their hashes, read from the store when they are not known or any token has changed
 * since. Thread-safe.
 */
final class KnownTokens {
  static final int KNOWN_AT_MOST = 10_000;

  private final PeopleStore store;
  private volatile Remembered remembered = new Remembered(0);

  KnownTokens(PeopleStore store) {
    this.store = store;
  }

  /**
   * Those that were read while a revision held or after it.
   *
   * @param revision the store's, asked for before anything was read
   */
  private record Remembered(long revision, Map<String, Token> tokens) {
    Remembered(long revision) {
      this(revision, new ConcurrentHashMap<>());
    }
  }

  /**
   * A token as it holds now; empty when there is none.
   *
   * @param revision the store's number of tokens at this moment
   */
  Optional<Token> find(String hash, long revision) {
    Remembered known = of(revision);
    Token token = known.tokens().get(hash);
    if (token != null) {
      return Optional.of(token);
    }
    Optional<Token> found = store.token(hash);
    found.ifPresent(each -> known.tokens().put(hash, each));
    return found;
  }

  private Remembered of(long revision) {
    Remembered known = remembered;
    if (known.revision() != revision || known.tokens().size() >= KNOWN_AT_MOST) {
      known = new Remembered(revision);
      remembered = known;
    }
    return known;
  }
}
