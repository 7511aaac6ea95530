package dev.gatehold.server.identity;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.directory.People;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks names and passwords, for pages and command line alike. */
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
  private final People people;
  private final Passwords passwords;
  private final LoginLimits limits;

  SignIn(People people, Passwords passwords, LoginLimits limits) {
    this.people = people;
    this.passwords = passwords;
    this.limits = limits;
  }

  /**
   * The account that these open.
   *
   * @param address where the try comes from
   * @throws GateholdException {@code credentials.invalid}, which does not tell whether the user
   *     exists, or {@code login.limited}
   */
  public Account check(String user, String password, String address) {
    limits.take(user, address);
    Account account = people.active(user).orElse(null);
    if (!passwords.opens(account, password) || account == null) {
      LOG.warn("A sign-in from {} failed.", address);
      throw new GateholdException(
          "credentials.invalid",
          "Expected the name and password of an account, but they do not fit.",
          "Check both and try again.");
    }
    limits.succeeded(user, address);
    return account;
  }
}
