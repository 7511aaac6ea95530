package dev.gatehold.server.identity;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.identity.PeopleFile.Content;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everybody this server knows: the people file, and the accounts made through the server. Where
 * both have an id, the file's account holds. Thread-safe; the owner of the data folder is the only
 * writer of accounts, so what was read stays true until it is written here.
 */
public final class People implements DirectorySource {
  /** What was read, and the directory made of it. */
  private record Known(
      Content file, Content stored, Map<String, Account> accounts, Directory directory) {
    boolean isOf(Content file, Content stored) {
      return this.file.version() == file.version() && this.stored.version() == stored.version();
    }
  }

  private final PeopleFile file;
  private final PeopleStore store;
  private volatile @Nullable Known known;
  private volatile Content stored;

  private People(PeopleFile file, PeopleStore store) {
    this.file = file;
    this.store = store;
    this.stored = new Content(1, store.accounts());
  }

  /**
   * The people of this file and store.
   *
   * @param file null for none
   * @throws GateholdException {@code people.unreadable} when the file cannot be read
   */
  public static People of(@Nullable Path file, PeopleStore store) {
    return new People(PeopleFile.open(file), store);
  }

  @Override
  public Directory current() {
    return known().directory();
  }

  /** An account that may act; empty for unknown and disabled ones. */
  public Optional<Account> active(String id) {
    return Optional.ofNullable(known().accounts().get(id)).filter(each -> !each.disabled());
  }

  /** All accounts by id, disabled ones included. */
  public Map<String, Account> accounts() {
    return known().accounts();
  }

  /** Whether the account stands in the file, which this server never writes. */
  boolean inFile(String id) {
    return known().file().accounts().stream().anyMatch(each -> each.id().equals(id));
  }

  /**
   * Adds or replaces an account.
   *
   * @throws GateholdException {@code person.in_file} for an account of the file
   */
  public synchronized void save(Account account) {
    if (inFile(account.id())) {
      throw new GateholdException(
          "person.in_file",
          "Expected an account made through the server, but '"
              + account.id()
              + "' stands in the people file.",
          "Change the people file; it is read again at once.");
    }
    store.saveAccount(account);
    stored = new Content(stored.version() + 1, store.accounts());
  }

  private Known known() {
    Content fromFile = file.content();
    Content fromStore = stored;
    Known last = known;
    if (last == null || !last.isOf(fromFile, fromStore)) {
      last = merge(fromFile, fromStore);
      known = last;
    }
    return last;
  }

  private static Known merge(Content fromFile, Content fromStore) {
    Map<String, Account> accounts = new TreeMap<>();
    fromStore.accounts().forEach(each -> accounts.put(each.id(), each));
    fromFile.accounts().forEach(each -> accounts.put(each.id(), each));
    Map<String, Person> people = new LinkedHashMap<>();
    Map<String, Set<String>> groups = new TreeMap<>();
    for (Account account : accounts.values()) {
      if (!account.disabled()) {
        people.put(account.id(), new Person(account.id(), account.name()));
        account
            .groups()
            .forEach(
                group -> groups.computeIfAbsent(group, _ -> new TreeSet<>()).add(account.id()));
      }
    }
    return new Known(fromFile, fromStore, Map.copyOf(accounts), new Directory(people, groups));
  }
}
