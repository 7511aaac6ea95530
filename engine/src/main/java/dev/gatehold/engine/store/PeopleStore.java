package dev.gatehold.engine.store;

import dev.gatehold.core.people.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts and tokens that were made through the server; no secret is stored in the clear. */
public interface PeopleStore {
  /**
   * A person's account.
   *
   * @param passwordHash as the password encoder wrote it; null when the person has no password here
   * @param admin may create people and tokens
   * @param disabled may do nothing and counts nowhere
   */
  record Account(
      String id,
      String name,
      Set<String> groups,
      @Nullable String passwordHash,
      boolean admin,
      boolean disabled) {
    public Account {
      groups = Set.copyOf(groups);
    }
  }

  /**
   * A token.
   *
   * @param hash 64 hexadecimal digits, SHA-256 of the whole token
   * @param hint its first characters, to recognise it
   * @param expiresAt null when it does not expire
   */
  record Token(
      String hash,
      String hint,
      String name,
      Principal principal,
      Instant createdAt,
      @Nullable Instant expiresAt) {}

  /** Adds or replaces an account. */
  void saveAccount(Account account);

  Optional<Account> account(String id);

  /** By id. */
  List<Account> accounts();

  void saveToken(Token token);

  Optional<Token> token(String hash);

  /** Those that can act as or for this person, newest first. */
  List<Token> tokensOf(String person);

  /** Deletes a token; says whether it was there. */
  boolean deleteToken(String hash);
}
