package dev.gatehold.engine.loop;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.Transition;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.journal.Entry;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a batch adds to one run, not yet durable. */
final class Draft {
  private static final int SNAPSHOT_EVERY = 100;
  private final LoadedRun base;
  private final List<StoredEntry> entries = new ArrayList<>();
  private final Map<String, StoredEffect> effects = new LinkedHashMap<>();
  private final List<String> finished = new ArrayList<>();
  private final List<AppliedKey> keys = new ArrayList<>();
  private final List<String> turns = new ArrayList<>();
  private final Set<String> touchedGates = new LinkedHashSet<>();
  private RunState state;
  private String headHash;
  private @Nullable RunWrite write;

  Draft(LoadedRun base) {
    this.base = base;
    this.state = base.state();
    this.headHash = base.headHash();
  }

  String run() {
    return base.run();
  }

  RunState state() {
    return state;
  }

  long seq() {
    return base.seq() + entries.size();
  }

  /** The round robins of which this draft took turns. */
  List<String> turns() {
    return turns;
  }

  boolean changed() {
    return !entries.isEmpty();
  }

  /** The effects that a commit of this draft sets free, with their ids. */
  Map<String, StoredEffect> effects() {
    return effects;
  }

  void append(Command command, Transition.Applied applied, Entry entry, Lease lease) {
    StoredEntry stored = JournalCodec.encode(base.run(), seq() + 1, headHash, entry);
    entries.add(stored);
    write = null;
    headHash = stored.hash();
    state = applied.state();
    applied.events().forEach(this::noteGate);
    noteBetweenRounds();
    noteResult(command);
    applied.effects().forEach(effect -> add(effect, lease));
  }

  void remember(AppliedKey key) {
    keys.add(key);
    write = null;
  }

  /** One event can end the rounds of several gates. */
  private void noteBetweenRounds() {
    Objects.requireNonNull(state.facts())
        .steps()
        .forEach((step, gate) -> {
          if (Rows.isBetweenRounds(gate)) {
            touchedGates.add(step);
          }
        });
  }

  private void noteGate(RunEvent event) {
    switch (event) {
      case RunEvent.ApprovalRequested requested -> {
        touchedGates.add(requested.step());
        turns.addAll(Turns.takenBy(requested.request()));
      }
      case RunEvent.DecisionRecorded recorded -> touchedGates.add(recorded.step());
      case RunEvent.DecisionWithdrawn withdrawn -> touchedGates.add(withdrawn.step());
      case RunEvent.ApprovalDecided decided -> touchedGates.add(decided.step());
      case RunEvent.ApprovalReminded reminded -> touchedGates.add(reminded.step());
      case RunEvent.ApprovalOverdue overdue -> touchedGates.add(overdue.step());
      case RunEvent.ApprovalEscalated escalated -> touchedGates.add(escalated.step());
      case RunEvent.ApprovalHandedOver handed -> touchedGates.add(handed.step());
      case RunEvent.ReworkRequested requested -> touchedGates.add(requested.step());
      case RunEvent.ReworkSubmitted submitted -> touchedGates.add(submitted.step());
      case RunEvent.ApprovalModified modified -> touchedGates.add(modified.step());
      case RunEvent.IncidentRaised _, RunEvent.ApprovalPostponed _ -> {}
      case RunEvent.RunStarted _,
          RunEvent.StepStarted _,
          RunEvent.StepCompleted _,
          RunEvent.RetryScheduled _,
          RunEvent.StepFailed _,
          RunEvent.StepSkipped _,
          RunEvent.WaitStarted _,
          RunEvent.BranchTaken _,
          RunEvent.ApprovalReopened _,
          RunEvent.CallbackAwaited _,
          RunEvent.CallbackReceived _,
          RunEvent.EventAwaited _,
          RunEvent.StepStopped _,
          RunEvent.StepStuck _,
          RunEvent.BranchesStarted _,
          RunEvent.LoopStarted _,
          RunEvent.LapStarted _,
          RunEvent.LapEnded _,
          RunEvent.RollbackPlanned _,
          RunEvent.RollbackStarted _,
          RunEvent.RunPaused _,
          RunEvent.RunResumed _,
          RunEvent.RunEnded _ -> {}
    }
  }

  /** A result that was taken means that its effect has done its work. */
  private void noteResult(Command command) {
    if (command instanceof Command.CompleteStep(var step, var attempt, _)) {
      finished.add(EffectIds.ofAttempt(base.run(), step, attempt));
    } else if (command instanceof Command.FailStep(var step, var attempt, _)) {
      finished.add(EffectIds.ofAttempt(base.run(), step, attempt));
    } else if (command instanceof Command.ReturnCall result) {
      finished.add(EffectIds.ofAttempt(base.run(), result.step(), result.attempt()));
    }
  }

  private void add(Effect effect, Lease lease) {
    String id = EffectIds.of(base.run(), effect);
    if (effect instanceof Effect.StopStep stop) {
      finished.add(EffectIds.ofAttempt(base.run(), stop.step(), stop.attempt()));
    } else if (effect instanceof Effect.CancelCall stop) {
      finished.add(EffectIds.ofAttempt(base.run(), stop.step(), stop.attempt()));
    }
    effects.put(
        id,
        new StoredEffect(
            id, base.run(), JournalCodec.encodeEffect(effect), 0, lease.node(), lease.until()));
  }

  /** What is to be written, with lists as they are at the moment of the last change. */
  RunWrite write(Directory directory, Instant now) {
    RunWrite made = write;
    if (made == null) {
      made = make(directory, now);
      write = made;
    }
    return made;
  }

  private RunWrite make(Directory directory, Instant now) {
    List<RequestRow> requests = new ArrayList<>();
    for (String gate : touchedGates) {
      requests.add(Rows.request(Objects.requireNonNull(state.facts()), gate, directory, now));
    }
    long seq = seq();
    StoredSnapshot snapshot =
        seq - base.snapshotSeq() >= SNAPSHOT_EVERY
            ? new StoredSnapshot(base.run(), seq, JournalCodec.encodeState(state))
            : null;
    return new RunWrite(
        base.seq(),
        entries,
        Rows.run(state, seq, headHash, directory, now),
        snapshot,
        requests,
        List.copyOf(effects.values()),
        finished,
        keys,
        turns);
  }

  LoadedRun committed() {
    long seq = seq();
    boolean snapshot = seq - base.snapshotSeq() >= SNAPSHOT_EVERY;
    return new LoadedRun(
        base.run(), state, seq, headHash, snapshot ? seq : base.snapshotSeq(), null);
  }

  /** For readers, once it is durable. */
  RunView view(Flow flow) {
    return new RunView(base.run(), flow, state, seq(), headHash, null);
  }

  /** Who holds new effects, and until when. */
  record Lease(String node, Instant until) {}
}
