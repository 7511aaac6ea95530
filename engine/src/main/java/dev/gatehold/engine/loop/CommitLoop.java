package dev.gatehold.engine.loop;

import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.store.KeyConflict;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.VersionConflict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes whatever waits, handles it, writes it in one transaction, answers. While one batch is being
 * made durable the next one gathers: one flush to disk serves many commands.
 */
public final class CommitLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommitLoop.class);
  private static final int LARGEST_BATCH = 512;
  private static final int CONFLICT_RETRIES = 5;

  /** How long a node may be silent before others take over the effects that it holds. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private final EngineParts parts;
  private final Runs runs;
  private final Consumer<LoadedRun> onCommitted;
  private final Consumer<Collection<StoredEffect>> onEffects;
  private final LinkedBlockingQueue<Ticket> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Turns turns;
  private volatile boolean closed;

  /**
   * Prepares the loop.
   *
   * @param onCommitted told of every run that a commit changed, after its callers were answered
   * @param onEffects given the effects of a commit, leased to this node
   */
  public CommitLoop(
      EngineParts parts,
      Runs runs,
      Consumer<LoadedRun> onCommitted,
      Consumer<Collection<StoredEffect>> onEffects) {
    this.parts = parts;
    this.runs = runs;
    this.onCommitted = onCommitted;
    this.onEffects = onEffects;
    this.turns = new Turns(parts.runs());
    this.thread = parts.host().thread("gatehold-commit", this::run);
  }

  public void start() {
    thread.start();
  }

  /** Puts a ticket in the queue; its answer completes when it is durable. */
  public void add(Ticket ticket) {
    queue.add(ticket);
    // Only this one: what wakes the loop must stay.
    if (closed && queue.remove(ticket)) {
      ticket.answer().completeExceptionally(stopping());
    }
  }

  private void run() {
    List<Ticket> tickets = new ArrayList<>();
    while (!closed) {
      try {
        tickets.add(queue.take());
        queue.drainTo(tickets, LARGEST_BATCH - 1);
        process(tickets);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (RuntimeException e) {
        LOG.error("The commit loop met a bug; the batch was answered with it", e);
        tickets.forEach(ticket -> ticket.answer().completeExceptionally(e));
      }
      tickets.clear();
    }
    failWaiting();
  }

  private void process(List<Ticket> tickets) {
    for (int attempt = 1; ; attempt++) {
      Batch batch;
      try {
        batch = begin(tickets);
      } catch (StoreException e) {
        LOG.warn("A batch of {} commands was not begun: {}", tickets.size(), e.getMessage());
        tickets.forEach(ticket -> ticket.answer().completeExceptionally(e));
        return;
      }
      tickets.forEach(batch::handle);
      try {
        commit(batch);
        return;
      } catch (StoreException e) {
        batch.changed().forEach(draft -> runs.forget(draft.committed().run()));
        turns.forget();
        boolean rival = e instanceof VersionConflict || e instanceof KeyConflict;
        if (!rival || attempt == CONFLICT_RETRIES) {
          LOG.warn("A batch of {} commands was not written: {}", tickets.size(), e.getMessage());
          batch.answer(e);
          return;
        }
      }
    }
  }

  private Batch begin(List<Ticket> tickets) {
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Runs.Look known =
        runs.look(
            tickets.stream().map(ticket -> ticket.submission().run()).distinct().toList(),
            tickets.stream().map(Ticket::key).filter(Objects::nonNull).distinct().toList());
    if (parts.runs().isShared()) {
      turns.forget();
    }
    return new Batch(parts, known, turns, now, new Draft.Lease(parts.node(), now.plus(LEASE)));
  }

  private void commit(Batch batch) {
    List<RunWrite> writes = batch.writes();
    if (!writes.isEmpty()) {
      parts.runs().commit(writes);
    }
    List<LoadedRun> committed = batch.changed().stream().map(Draft::committed).toList();
    committed.forEach(runs::put);
    batch.poisoned().forEach(this::park);
    batch.answer(null);
    for (Draft draft : batch.changed()) {
      onEffects.accept(draft.effects().values());
    }
    committed.forEach(onCommitted);
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

  private void failWaiting() {
    @Nullable Ticket ticket;
    while ((ticket = queue.poll()) != null) {
      ticket.answer().completeExceptionally(stopping());
    }
  }

  private static StoreException stopping() {
    return new StoreException("The engine is stopping.");
  }

  /** Lets the batch that is being handled end; what waits behind it is answered with an error. */
  @Override
  public void close() {
    closed = true;
    if (thread.isAlive()) {
      // An interrupt could hit the store in the middle of a write, so the loop is woken by a
      // ticket.
      queue.add(Wake.ticket());
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    failWaiting();
  }
}
