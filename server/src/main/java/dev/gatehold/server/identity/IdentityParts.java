package dev.gatehold.server.identity;

import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.server.directory.Absences;
import dev.gatehold.server.directory.People;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Everything about identity that pages and API use, made of one store and one directory. */
public record IdentityParts(
    People people,
    SignIn signIn,
    Tokens tokens,
    Accounts accounts,
    Absences absences,
    SetupLinks setupLinks) {

  private static final int ABSENCE_ID = 16;

  /** The parts; {@code devPassword} opens accounts without a password of their own. */
  public static IdentityParts of(
      People people, PeopleStore store, InstantSource clock, @Nullable String devPassword) {
    RandomGenerator random = new SecureRandom();
    Passwords passwords = new Passwords(devPassword);
    Accounts accounts = new Accounts(people, passwords);
    return new IdentityParts(
        people,
        new SignIn(people, passwords, new LoginLimits(clock)),
        new Tokens(store, people, clock, random),
        accounts,
        new Absences(people, clock, () -> "abs_" + TokenText.randomText(ABSENCE_ID, random)),
        new SetupLinks(accounts, clock, random));
  }
}
