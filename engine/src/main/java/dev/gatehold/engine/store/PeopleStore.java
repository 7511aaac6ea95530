package dev.gatehold.engine.store;

import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, absences and tokens that were made through the server; no secret is stored in the
 * clear.
 */
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
      Ties ties,
      @Nullable String passwordHash,
      boolean admin,
      boolean disabled) {
    /** An account of which only groups are known. */
    public Account(
        String id,
        String name,
        Set<String> groups,
        @Nullable String passwordHash,
        boolean admin,
        boolean disabled) {
      this(id, name, Ties.inGroups(groups), passwordHash, admin, disabled);
    }

    public Set<String> groups() {
      return ties.groups();
    }
  }

  /**
   * What connects an account with others.
   *
   * @param accounts other ids of the same person
   * @param relations ids of other people by relation, such as {@code manager}
   */
  record Ties(
      Set<String> groups, Set<String> roles, Set<String> accounts, Map<String, String> relations) {
    public static final Ties NONE = inGroups(Set.of());

    public Ties {
      groups = Set.copyOf(groups);
      roles = Set.copyOf(roles);
      accounts = Set.copyOf(accounts);
      relations = Map.copyOf(relations);
    }

    public static Ties inGroups(Set<String> groups) {
      return new Ties(groups, Set.of(), Set.of(), Map.of());
    }
  }

  /**
   * A time in which a person is away, to the millisecond.
   *
   * @param id unique among all absences
   * @param person the id of one of the person's accounts; it need not be stored here
   * @param setBy who said so
   */
  record StoredAbsence(String id, String person, Absence absence, String setBy, Instant setAt) {}

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

  /**
   * Numbers that are others after every change, whoever made it; also after one that failed, for
   * nobody knows what is stored then. They need not outlive a store that is not shared.
   *
   * @param people changes with accounts and absences
   * @param tokens changes with tokens
   */
  record Revisions(long people, long tokens) {}

  /** Those of this moment; cheap, for everybody who comes is checked by them. */
  Revisions revisions();

  /** Adds or replaces an account. */
  void saveAccount(Account account);

  /** By id. */
  List<Account> accounts();

  /** Adds or replaces an absence. */
  void saveAbsence(StoredAbsence absence);

  /** By person, then by beginning, then by id. */
  List<StoredAbsence> absences();

  /** Deletes an absence; says whether it was there. */
  boolean deleteAbsence(String id);

  void saveToken(Token token);

  Optional<Token> token(String hash);

  /** Those that can act as or for this person, newest first. */
  List<Token> tokensOf(String person);

  /** Deletes a token; says whether it was there. */
  boolean deleteToken(String hash);
}
