package dev.gatehold.server.directory;

import dev.gatehold.core.people.Directory;
import dev.gatehold.engine.store.PeopleStore.Account;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everybody as one look at the people file and the store found them. Immutable. */
public final class PeopleNow {
  private final Known known;
  private final @Nullable Long tokens;
  private final @Nullable String failure;

  PeopleNow(Known known, @Nullable Long tokens, @Nullable String failure) {
    this.known = known;
    this.tokens = tokens;
    this.failure = failure;
  }

  /** Groups, roles and the rest; unavailable when the file or the store could not be read. */
  public Directory directory() {
    return failure == null ? known.directory() : Directory.unavailable(failure);
  }

  /** An account that may act; empty for unknown and disabled ones. */
  public Optional<Account> active(String id) {
    return known.isActive(id) ? Optional.ofNullable(known.accounts().get(id)) : Optional.empty();
  }

  /** All accounts by id, disabled ones included. */
  public Map<String, Account> accounts() {
    return Collections.unmodifiableMap(known.accounts());
  }

  /** The person behind an account; the id itself when it is no other account of somebody. */
  public String personBehind(String account) {
    return known.personBehind(account);
  }

  /** Every id of the person behind an account, the person's own first. */
  public List<String> idsOf(String account) {
    return known.idsOf(known.personBehind(account));
  }

  /** The store's number for the tokens of this moment; null when it did not answer. */
  public @Nullable Long tokenRevision() {
    return tokens;
  }
}
