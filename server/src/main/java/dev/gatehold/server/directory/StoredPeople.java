package dev.gatehold.server.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Revisions;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import dev.gatehold.engine.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store says about people, read again whenever somebody has changed it: this server, or
 * another one on the same database. While that cannot be known, what was read holds no longer.
 * Thread-safe.
 */
final class StoredPeople {
  private static final Logger LOG = LoggerFactory.getLogger(StoredPeople.class);
  private static final String FAILURE = "the accounts in the database cannot be read";

  /**
   * What was read last.
   *
   * @param revisions the store's when it was read, or when it had not changed since
   * @param failure half a sentence about why it holds no longer; null when it does
   */
  record Content(
      Revisions revisions, Roster roster, List<StoredAbsence> absences, @Nullable String failure) {
    Content failed() {
      return new Content(revisions, roster, absences, FAILURE);
    }

    Content with(Revisions now) {
      return now.equals(revisions) ? this : new Content(now, roster, absences, failure);
    }
  }

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
    this.content = read();
  }

  /** What is stored at this moment. */
  Content content() {
    try {
      Revisions now = store.revisions();
      Content known = content;
      return now.people() == known.revisions().people() ? known.with(now) : readAgain();
    } catch (StoreException e) {
      sayOnce(e);
      return content.failed();
    }
  }

  private synchronized Content readAgain() {
    Revisions now = store.revisions();
    if (now.people() != content.revisions().people()) {
      content = read();
      said = false;
      return content;
    }
    return content.with(now);
  }

  private synchronized void sayOnce(StoreException cause) {
    if (!said) {
      said = true;
      LOG.error("Nobody can decide before the accounts can be read again: {}", cause.getMessage());
    }
  }

  private Content read() {
    // Asked before the rest: what comes in between is read once more.
    Revisions revisions = store.revisions();
    List<StoredAbsence> absences = store.absences();
    Roster roster =
        new Roster(
            store.accounts(),
            absences.stream()
                .collect(
                    groupingBy(StoredAbsence::person, mapping(StoredAbsence::absence, toList()))));
    return new Content(revisions, roster, absences, null);
  }
}
