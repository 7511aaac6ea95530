package dev.gatehold.server.directory;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.people.DirectorySource;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import dev.gatehold.engine.store.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody this server knows: the people file, and the accounts made through the server. Where
 * both have an id, the file's account holds. Thread-safe.
 *
 * <p>When one of the two cannot be read, the directory is unavailable and no gate opens. People can
 * still sign in as they were known last, so that somebody can look.
 */
public final class People implements DirectorySource {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  /** What was read, and what was made of it. */
  private record Joined(long file, long stored, Known known) {}

  private final PeopleFile file;
  private final PeopleStore store;
  private final StoredPeople stored;
  private volatile @Nullable Joined joined;

  private People(PeopleFile file, PeopleStore store) {
    this.file = file;
    this.store = store;
    this.stored = new StoredPeople(store);
  }

  /**
   * The people of this file and store.
   *
   * @param file null for none
   * @throws GateholdException {@code people.unreadable} when the file cannot be read
   * @throws StoreException when the store does not answer
   */
  public static People of(@Nullable Path file, PeopleStore store, InstantSource clock) {
    return new People(PeopleFile.open(file, clock), store);
  }

  /** Everybody at this moment, by one look. */
  public PeopleNow now() {
    PeopleFile.Content fromFile = file.content();
    StoredPeople.Content fromStore = stored.content();
    return new PeopleNow(
        known(fromFile, fromStore),
        fromStore.failure() == null ? Long.valueOf(fromStore.revisions().tokens()) : null,
        fromFile.failure() == null ? fromStore.failure() : fromFile.failure());
  }

  @Override
  public Directory current() {
    return now().directory();
  }

  /** {@link PeopleNow#active} at this moment. */
  public Optional<Account> active(String id) {
    return now().active(id);
  }

  /** {@link PeopleNow#accounts} at this moment. */
  public Map<String, Account> accounts() {
    return now().accounts();
  }

  /** {@link PeopleNow#personBehind} at this moment. */
  public String personBehind(String account) {
    return now().personBehind(account);
  }

  /** {@link PeopleNow#idsOf} at this moment. */
  public List<String> idsOf(String account) {
    return now().idsOf(account);
  }

  /** Whether the account stands in the file, which this server never writes. */
  boolean inFile(String id) {
    return file.content().roster().accounts().stream().anyMatch(each -> each.id().equals(id));
  }

  /** The absences that the file says of an account. */
  List<Absence> absencesInFile(String id) {
    return file.content().roster().absences().getOrDefault(id, List.of());
  }

  /** The absences made through the server, of everybody. */
  List<StoredAbsence> storedAbsences() {
    return stored.content().absences();
  }

  /**
   * Adds or replaces an account.
   *
   * @throws GateholdException {@code person.in_file} for an account of the file
   * @throws StoreException when the store does not answer
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
  }

  void save(StoredAbsence absence) {
    store.saveAbsence(absence);
  }

  void delete(StoredAbsence absence) {
    boolean deleted = store.deleteAbsence(absence.id());
    LOG.debug("Absence {} {}", absence.id(), deleted ? "is deleted" : "was gone already");
  }

  private Known known(PeopleFile.Content fromFile, StoredPeople.Content fromStore) {
    Joined last = joined;
    if (last == null
        || last.file() != fromFile.version()
        || last.stored() != fromStore.revisions().people()) {
      last =
          new Joined(
              fromFile.version(),
              fromStore.revisions().people(),
              new Known(fromFile.roster(), fromStore.roster()));
      joined = last;
      last.known().oddities().forEach(LOG::warn);
    }
    return last.known();
  }
}
