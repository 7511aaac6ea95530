package dev.gatehold.engine.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as loaded.
 *
 * @param seq the number of its last entry
 * @param headHash the hash of its last entry
 * @param parked why it is parked; null when it is not
 * @param entries those after the snapshot, or all without one
 */
public record StoredRun(
    String run,
    long seq,
    String headHash,
    @Nullable String parked,
    @Nullable StoredSnapshot snapshot,
    List<StoredEntry> entries) {
  public StoredRun {
    entries = List.copyOf(entries);
  }
}
