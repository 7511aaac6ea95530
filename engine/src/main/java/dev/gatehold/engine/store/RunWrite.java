package dev.gatehold.engine.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run adds in one transaction.
 *
 * @param expected the sequence number that its journal must end with; 0 for a new run
 * @param entries with the numbers {@code expected + 1} and following
 * @param row the derived row, written whole
 * @param snapshot replaces an older one; null to write none
 * @param requests derived rows to write whole, by id
 * @param effects new effects, leased to the writing node
 * @param finishedEffects ids of effects that are done; unknown ones are no error
 * @param keys idempotency keys of the commands that the entries come from
 */
public record RunWrite(
    long expected,
    List<StoredEntry> entries,
    RunRow row,
    @Nullable StoredSnapshot snapshot,
    List<RequestRow> requests,
    List<StoredEffect> effects,
    List<String> finishedEffects,
    List<AppliedKey> keys) {
  public RunWrite {
    entries = List.copyOf(entries);
    requests = List.copyOf(requests);
    effects = List.copyOf(effects);
    finishedEffects = List.copyOf(finishedEffects);
    keys = List.copyOf(keys);
  }
}
