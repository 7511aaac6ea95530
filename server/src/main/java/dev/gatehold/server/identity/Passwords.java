package dev.gatehold.server.identity;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Makes and checks password hashes. */
final class Passwords {
  private static final int SHORTEST = 12;

  /** bcrypt reads no more. */
  private static final int MOST_BYTES = 72;

  private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();
  private final @Nullable String devPassword;
  private final String nobodysHash;

  /**
   * @param devPassword opens the accounts that have no password of their own; null for none
   */
  Passwords(@Nullable String devPassword) {
    this.devPassword = devPassword;
    this.nobodysHash = encoder.encode("the password of nobody");
  }

  /**
   * The hash of a new password.
   *
   * @throws GateholdException {@code password.weak}
   */
  String hash(String password) {
    if (password.length() < SHORTEST
        || password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new GateholdException(
          "password.weak",
          "Expected a password of "
              + SHORTEST
              + " characters to "
              + MOST_BYTES
              + " bytes, but it has another length.",
          "Choose another one; several words are easy to remember.");
    }
    return encoder.encode(password);
  }

  /** Whether the password opens the account; takes as long for an account that does not exist. */
  boolean opens(@Nullable Account account, String password) {
    String hash = account == null ? null : account.passwordHash();
    boolean matches = encoder.matches(password, hash == null ? nobodysHash : hash);
    if (account == null) {
      return false;
    }
    return hash == null ? isDevPassword(password) : matches;
  }

  private boolean isDevPassword(String password) {
    return devPassword != null
        && MessageDigest.isEqual(
            devPassword.getBytes(StandardCharsets.UTF_8),
            password.getBytes(StandardCharsets.UTF_8));
  }
}
