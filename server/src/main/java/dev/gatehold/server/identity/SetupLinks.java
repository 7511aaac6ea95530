package dev.gatehold.server.identity;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.Ties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Links with which the first admin makes their account: each works once and for thirty minutes, and
 * is forgotten when the server stops. Only hashes are kept.
 */
public final class SetupLinks {
  public static final Duration LIFE = Duration.ofMinutes(30);
  private final Map<String, Instant> open = new ConcurrentHashMap<>();
  private final Accounts accounts;
  private final InstantSource clock;
  private final RandomGenerator random;

  SetupLinks(Accounts accounts, InstantSource clock, RandomGenerator random) {
    this.accounts = accounts;
    this.clock = clock;
    this.random = random;
  }

  /** A new link's token: what stands after {@code /setup/}. */
  public String make() {
    String token = TokenText.randomText(43, random);
    open.put(TokenText.hash(token), clock.instant().plus(LIFE));
    return token;
  }

  /** Whether the link still works; looking does not use it up. */
  public boolean isOpen(String token) {
    Instant end = open.get(TokenText.hash(token));
    return end != null && clock.instant().isBefore(end);
  }

  /**
   * Makes the admin's account and uses the link up. A refused account leaves it open.
   *
   * @throws GateholdException {@code setup.over}, and what {@link Accounts#add} throws
   */
  public synchronized Account redeem(String token, String id, String name, String password) {
    if (!isOpen(token)) {
      throw new GateholdException(
          "setup.over",
          "Expected a link that still works, but this one was used or is too old.",
          "Start the server again for a new one.");
    }
    Account admin = accounts.add(id, name, Ties.NONE, password, true);
    open.remove(TokenText.hash(token));
    return admin;
  }
}
