package dev.gatehold.engine.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run adds in one transaction. Entries or a row that do not fit the expected number are
 * refused with {@link IllegalArgumentException}: a gap in a journal could never be repaired.
 *
 * @param expected the sequence number that its journal must end with; 0 for a new run
 * @param entries with the numbers {@code expected + 1} and following; a new run has at least one
 * @param row the derived row, written whole
 * @param snapshot replaces an older one; null to write none
 * @param requests derived rows to write whole, by id
 * @param effects new effects, leased to the writing node
 * @param finishedEffects ids of effects that are done, and with them the tasks that they became;
 *     unknown ones are no error
 * @param keys idempotency keys of the commands that the entries come from
 * @param turns names of the round robins of which a turn was taken, once for each turn
 */
public record RunWrite(
    long expected,
    List<StoredEntry> entries,
    RunRow row,
    @Nullable StoredSnapshot snapshot,
    List<RequestRow> requests,
    List<StoredEffect> effects,
    List<String> finishedEffects,
    List<AppliedKey> keys,
    List<String> turns) {
  public RunWrite {
    entries = List.copyOf(entries);
    requests = List.copyOf(requests);
    effects = List.copyOf(effects);
    finishedEffects = List.copyOf(finishedEffects);
    keys = List.copyOf(keys);
    turns = List.copyOf(turns);
    long last = expected;
    for (StoredEntry entry : entries) {
      last++;
      if (entry.seq() != last || !entry.run().equals(row.run())) {
        throw new IllegalArgumentException(
            "Expected entry %d of run '%s', but found entry %d of run '%s'."
                .formatted(last, row.run(), entry.seq(), entry.run()));
      }
    }
    if (last == 0) {
      throw new IllegalArgumentException(
          "Expected run '" + row.run() + "' to begin with an entry, but there is none.");
    }
    if (row.seq() != last) {
      throw new IllegalArgumentException(
          "Expected the row of run '%s' to end at entry %d, but it ends at %d."
              .formatted(row.run(), last, row.seq()));
    }
  }
}
