package dev.gatehold.simulation.law;

import static dev.gatehold.simulation.law.Law.law;

import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.StoredEntry;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds of journals and of what is derived from them. */
final class JournalLaws {
  static final List<Law<Change>> ALL =
      List.of(
          law(
              "journal.expected",
              "A commit applies only where the journal ends as it expects.",
              JournalLaws::expected),
          law(
              "journal.kept",
              "The store gives back every entry that was ever committed, as it was.",
              JournalLaws::kept),
          law(
              "journal.chained",
              "Every entry carries the hash of the one before.",
              JournalLaws::chained),
          law(
              "journal.stable",
              "An entry that is read and written again is the same.",
              JournalLaws::stable),
          law(
              "journal.begins",
              "A run begins with its start, and starts once.",
              JournalLaws::begins),
          law("journal.ends", "Nothing follows the end of a run.", JournalLaws::ends),
          law(
              "journal.never-empty",
              "Every entry tells of something.",
              change ->
                  change.moments().size() >= change.write().entries().size()
                      ? null
                      : "an entry has no events"),
          law(
              "journal.rebuilt",
              "What is loaded for a node is the newest snapshot and all that follows it.",
              JournalLaws::rebuilt),
          law(
              "snapshot.equals-state",
              "A snapshot is what its events make.",
              JournalLaws::snapshot),
          law(
              "row.tells-state",
              "A run's row tells what its events say: status, end, deadline, key.",
              JournalLaws::row),
          law(
              "row.at-head",
              "A run's row names its last entry and that entry's hash.",
              JournalLaws::head),
          law(
              "row.kept",
              "The store gives back the row that was committed last.",
              change ->
                  change.store().run(change.run().run()).equals(Optional.of(change.write().row()))
                      ? null
                      : "it gives " + change.store().run(change.run().run())),
          law(
              "keys.kept",
              "The idempotency key of every applied command is stored with its entry.",
              JournalLaws::keys));

  private JournalLaws() {}

  private static @Nullable String expected(Change change) {
    return change.write().expected() == change.seqBefore()
        ? null
        : "entry %d was expected to be the last, but it was %d"
            .formatted(change.write().expected(), change.seqBefore());
  }

  private static @Nullable String kept(Change change) {
    List<StoredEntry> found = change.store().journal(change.run().run(), 0, Integer.MAX_VALUE);
    return found.equals(change.run().entries())
        ? null
        : "committed were %d entries, there are %d"
            .formatted(change.run().entries().size(), found.size());
  }

  private static @Nullable String chained(Change change) {
    String previous = change.headBefore();
    for (StoredEntry entry : change.write().entries()) {
      if (!JournalCodec.hash(previous, entry.body()).equals(entry.hash())) {
        return "entry " + entry.seq() + " does not follow " + previous;
      }
      previous = entry.hash();
    }
    return null;
  }

  private static @Nullable String stable(Change change) {
    String previous = change.headBefore();
    for (StoredEntry entry : change.write().entries()) {
      StoredEntry again =
          JournalCodec.encode(entry.run(), entry.seq(), previous, JournalCodec.decode(entry));
      if (!again.equals(entry)) {
        return entry.body() + " became " + again.body();
      }
      previous = entry.hash();
    }
    return null;
  }

  private static @Nullable String begins(Change change) {
    for (Moment moment : change.moments()) {
      if (moment.event() instanceof RunEvent.RunStarted
          != moment.before() instanceof RunState.Unstarted) {
        return moment.event() + " after " + moment.before();
      }
    }
    return null;
  }

  private static @Nullable String ends(Change change) {
    for (Moment moment : change.moments()) {
      if (moment.before() instanceof RunState.Ended) {
        return moment.event() + " comes after the end";
      }
    }
    return null;
  }

  private static @Nullable String rebuilt(Change change) {
    return change
        .store()
        .load(change.run().run())
        .map(stored -> {
          long after = stored.snapshot() == null ? 0 : stored.snapshot().seq();
          List<StoredEntry> rest =
              change.run().entries().subList((int) after, (int) change.run().seq());
          return stored.seq() == change.run().seq() && stored.entries().equals(rest)
              ? ""
              : "after entry " + after + " come " + stored.entries().size() + " entries";
        })
        .filter(fault -> !fault.isEmpty())
        .orElse(null);
  }

  private static @Nullable String snapshot(Change change) {
    var snapshot = change.write().snapshot();
    return snapshot == null
            || JournalCodec.decodeState(snapshot.body())
                .equals(change.run().stateAt(snapshot.seq()))
        ? null
        : "the snapshot after entry " + snapshot.seq() + " is another state";
  }

  private static @Nullable String row(Change change) {
    RunRow row = change.write().row();
    String status =
        change.state() instanceof RunState.Ended ended
            ? ended.ending().name().toLowerCase(Locale.ROOT)
            : "active";
    RunState.Active facts = Objects.requireNonNull(change.state().facts());
    boolean same =
        row.status().equals(status)
            && Objects.equals(row.nextDeadline(), change.state().nextDeadline())
            && Objects.equals(row.key(), facts.key())
            && row.requester().equals(facts.requester().countsAs())
            && (row.endedAt() == null) == status.equals("active");
    return same ? null : row + " for " + status + ", due " + change.state().nextDeadline();
  }

  private static @Nullable String head(Change change) {
    RunRow row = change.write().row();
    return row.seq() == change.run().seq() && row.headHash().equals(change.run().head())
        ? null
        : "the row names entry " + row.seq();
  }

  private static @Nullable String keys(Change change) {
    for (var key : change.write().keys()) {
      if (!change.store().appliedKey(key.key()).equals(Optional.of(key))
          || key.seq() <= change.seqBefore()
          || key.seq() > change.run().seq()) {
        return key + " is not there";
      }
    }
    return null;
  }
}
