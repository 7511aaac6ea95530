package dev.gatehold.simulation.law;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.run.Evolution;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.journal.Entry;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.StoredEntry;
import java.util.ArrayList;
import java.util.List;

/** What became durable of one run, written down by somebody who is not the engine. */
public final class Chronicle {
  private final String run;
  private final Flow flow;
  private final List<StoredEntry> entries = new ArrayList<>();
  private final List<RunState> states = new ArrayList<>(List.of(new RunState.Unstarted()));
  private final List<Moment> moments = new ArrayList<>();
  private final List<List<Moment>> byEntry = new ArrayList<>();

  Chronicle(String run, Flow flow) {
    this.run = run;
    this.flow = flow;
  }

  public String run() {
    return run;
  }

  public Flow flow() {
    return flow;
  }

  public List<StoredEntry> entries() {
    return entries;
  }

  public List<Moment> moments() {
    return moments;
  }

  public RunState state() {
    return states.getLast();
  }

  /** The number of the last entry. */
  public long seq() {
    return entries.size();
  }

  /** The run as it was after this entry. */
  RunState stateAt(long seq) {
    return states.get((int) seq);
  }

  /** What happened in this entry. */
  List<Moment> momentsOf(long seq) {
    return byEntry.get((int) seq - 1);
  }

  String head() {
    return entries.isEmpty() ? JournalCodec.GENESIS : entries.getLast().hash();
  }

  /** Replays entries from their stored form; gives what happened in them. */
  List<Moment> append(List<StoredEntry> added) {
    List<Moment> fresh = new ArrayList<>();
    RunState state = state();
    for (StoredEntry stored : added) {
      Entry entry = JournalCodec.decode(stored);
      List<Moment> told = new ArrayList<>();
      for (RunEvent event : entry.events()) {
        RunState next = Evolution.evolve(state, event);
        told.add(new Moment(entry, event, state, next));
        state = next;
      }
      fresh.addAll(told);
      byEntry.add(told);
      entries.add(stored);
      states.add(state);
    }
    moments.addAll(fresh);
    return fresh;
  }
}
