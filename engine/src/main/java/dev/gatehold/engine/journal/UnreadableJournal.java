package dev.gatehold.engine.journal;

import dev.gatehold.engine.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/** A stored entry is not what Gatehold wrote. */
public final class UnreadableJournal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableJournal(StoredEntry entry, String why, @Nullable Throwable cause) {
    super(
        "Expected to read entry "
            + entry.seq()
            + " of run '"
            + entry.run()
            + "', but "
            + why
            + ". It was changed outside Gatehold, or written by a newer version.",
        cause);
  }
}
