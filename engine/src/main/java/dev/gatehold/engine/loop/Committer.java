package dev.gatehold.engine.loop;

import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes batches of tickets, and makes batches durable. */
final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private final EngineParts parts;
  private final Runs runs;
  private final Consumer<LoadedRun> onCommitted;
  private final Consumer<Collection<StoredEffect>> onEffects;

  /** Only for who handles; who handles again asks the store. */
  private final Turns turns;

  private final AtomicBoolean turnsDoubtful = new AtomicBoolean();

  Committer(
      EngineParts parts,
      Runs runs,
      Consumer<LoadedRun> onCommitted,
      Consumer<Collection<StoredEffect>> onEffects) {
    this.parts = parts;
    this.runs = runs;
    this.onCommitted = onCommitted;
    this.onEffects = onEffects;
    this.turns = new Turns(parts.runs());
  }

  /** Whether turns that this round took would be missed if it were not waited for. */
  boolean mustReadTurnsOf(Round round) {
    return round.takesTurns() && (parts.runs().isShared() || turnsDoubtful.get());
  }

  /** An empty batch. */
  Batch begin() {
    if (turnsDoubtful.getAndSet(false) || parts.runs().isShared()) {
      turns.forget();
    }
    return new Batch(parts, turns);
  }

  /**
   * Handles tickets as part of a batch.
   *
   * @param ahead what is on its way to the store and changes what these meet
   * @throws StoreException when the store does not say what there is
   */
  void handle(Batch batch, List<Ticket> tickets, Ahead ahead) {
    handle(batch, tickets, ahead, Ticket::begins);
  }

  private void handle(
      Batch batch, List<Ticket> tickets, Ahead ahead, Predicate<Ticket> beginsSurely) {
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Set<String> known = new LinkedHashSet<>();
    Set<String> keys = new LinkedHashSet<>();
    for (Ticket ticket : tickets) {
      if (!beginsSurely.test(ticket)) {
        known.add(ticket.run());
      }
      if (ticket.key() != null) {
        keys.add(ticket.key());
      }
    }
    Runs.Look look = runs.look(known, keys, ahead);
    tickets.stream().filter(beginsSurely).map(Ticket::run).forEach(look::expectNone);
    batch.handle(tickets, look, now);
  }

  /** A batch of these when nothing is on its way, and what was handled before may be lost. */
  Batch handleAgain(List<Ticket> tickets) {
    Batch batch = new Batch(parts, new Turns(parts.runs()));
    handle(batch, tickets, Ahead.NOTHING, _ -> false);
    return batch;
  }

  /**
   * Makes a batch durable.
   *
   * @throws StoreException when nothing of it is durable, or nobody knows
   */
  void commit(Batch batch) {
    List<RunWrite> writes = batch.writes();
    if (!writes.isEmpty()) {
      try {
        parts.runs().commit(writes);
      } catch (StoreException e) {
        batch.changed().forEach(draft -> runs.forget(draft.run()));
        throw e;
      }
    }
    batch.changed().forEach(draft -> runs.put(draft.committed()));
    batch.poisoned().forEach(this::park);
  }

  /** Tells who has to know what became durable. */
  void tell(Batch batch) {
    for (Draft draft : batch.changed()) {
      onEffects.accept(draft.effects().values());
      onCommitted.accept(draft.committed());
    }
  }

  /** The turns that were counted may not be those that were taken. */
  void doubtTurns() {
    turnsDoubtful.set(true);
  }

  private void park(String run, RuntimeException cause) {
    LOG.error("Run {} is set aside", run, cause);
    try {
      parts.runs().park(run, String.valueOf(cause.getMessage()));
    } catch (StoreException e) {
      LOG.warn("Run {} could not be marked as set aside: {}", run, e.getMessage());
    }
    runs.forget(run);
  }
}
