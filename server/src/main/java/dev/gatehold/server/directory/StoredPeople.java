package dev.gatehold.server.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import dev.gatehold.engine.store.StoreException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store says about people. The owner of the data folder is the only writer, so what was
 * read stays true until it is written here; after a write that failed nobody knows what is stored,
 * and it holds no longer until it was read again. Thread-safe.
 */
final class StoredPeople {
  private static final Logger LOG = LoggerFactory.getLogger(StoredPeople.class);
  private static final String FAILURE = "the accounts in the database cannot be read";

  /**
   * What was read last.
   *
   * @param version grows whenever it was read
   * @param failure half a sentence about why it holds no longer; null when it does
   */
  record Content(
      long version, Roster roster, List<StoredAbsence> absences, @Nullable String failure) {}

  private final PeopleStore store;
  private volatile Content content;
  private boolean said;

  /**
   * Reads for the first time.
   *
   * @throws StoreException when the store does not answer
   */
  StoredPeople(PeopleStore store) {
    this.store = store;
    this.content = read(1);
  }

  /** What is stored at this moment. */
  Content content() {
    Content now = content;
    return now.failure() == null ? now : readAgain();
  }

  /**
   * Writes, and reads what is stored then.
   *
   * @throws StoreException when the store does not answer
   */
  synchronized void write(Consumer<PeopleStore> change) {
    content = new Content(content.version(), content.roster(), content.absences(), FAILURE);
    change.accept(store);
    content = read(content.version() + 1);
  }

  private synchronized Content readAgain() {
    if (content.failure() != null) {
      try {
        content = read(content.version() + 1);
        said = false;
      } catch (StoreException e) {
        sayOnce(e);
      }
    }
    return content;
  }

  private void sayOnce(StoreException cause) {
    if (!said) {
      said = true;
      LOG.error("Nobody can decide before the accounts can be read again: {}", cause.getMessage());
    }
  }

  private Content read(long version) {
    List<StoredAbsence> absences = store.absences();
    Roster roster =
        new Roster(
            store.accounts(),
            absences.stream()
                .collect(
                    groupingBy(StoredAbsence::person, mapping(StoredAbsence::absence, toList()))));
    return new Content(version, roster, absences, null);
  }
}
