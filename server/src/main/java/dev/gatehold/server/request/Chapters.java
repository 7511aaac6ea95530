package dev.gatehold.server.request;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunEvent.ApprovalEscalated;
import dev.gatehold.core.run.RunEvent.ApprovalModified;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What only a run's journal tells of a request; read only where there can be anything to tell. */
final class Chapters {
  private static final int GULP = 200;

  private final RunStore store;

  Chapters(RunStore store) {
    this.store = store;
  }

  /** The rungs that were climbed, of all rounds, in order. */
  List<ApprovalEscalated> climbs(RequestId id, Request request) {
    List<ApprovalEscalated> climbs = new ArrayList<>();
    if (!request.ladder().rungs().isEmpty()) {
      forEach(
          id.run(),
          event -> {
            if (event instanceof ApprovalEscalated climb && climb.step().equals(id.step())) {
              climbs.add(climb);
            }
          });
    }
    return climbs;
  }

  /** Whose edit began this round; null when something else did. */
  @Nullable String editor(RequestId id, Round round) {
    List<String> editors = new ArrayList<>();
    int before = round.request().round() - 1;
    if (before > 0 && !round.request().modify().isEmpty()) {
      forEach(
          id.run(),
          event -> {
            if (event instanceof ApprovalModified edit
                && edit.step().equals(id.step())
                && edit.round() == before) {
              editors.add(edit.person());
            }
          });
    }
    return editors.isEmpty() ? null : editors.getLast();
  }

  private void forEach(String run, Consumer<RunEvent> reader) {
    List<StoredEntry> entries = store.journal(run, 0, GULP);
    while (!entries.isEmpty()) {
      for (StoredEntry entry : entries) {
        JournalCodec.decode(entry).events().forEach(reader);
      }
      entries = store.journal(run, entries.getLast().seq(), GULP);
    }
  }
}
