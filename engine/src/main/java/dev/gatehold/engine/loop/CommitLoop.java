package dev.gatehold.engine.loop;

import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes whatever waits, handles it, writes it in one transaction, answers. While one batch is being
 * made durable the next one gathers: one flush to disk serves many commands.
 *
 * <p>Two threads do so in turns. While one waits for its batch to become durable, the other one
 * handles what comes, upon what the first is going to have changed; should that not become durable,
 * it is handled again. Batches become durable in the order in which they were handled, and nobody
 * is answered before everything that the answer rests on is durable.
 */
public final class CommitLoop implements AutoCloseable {
  private static final int LARGEST_BATCH = 512;

  /** How long a node may be silent before others take over the effects that it holds. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private final Committer committer;
  private final Relay relay = new Relay();
  private final List<Thread> threads;

  /** The one that was handled last. For whoever handles. */
  private @Nullable Round last;

  /**
   * Prepares the loop.
   *
   * @param onCommitted told of every run that a commit changed
   * @param onEffects given the effects of a commit, leased to this node
   */
  public CommitLoop(
      EngineParts parts,
      Runs runs,
      Consumer<LoadedRun> onCommitted,
      Consumer<Collection<StoredEffect>> onEffects) {
    this.committer = new Committer(parts, runs, onCommitted, onEffects);
    this.threads =
        Stream.of("gatehold-commit-1", "gatehold-commit-2")
            .map(name -> parts.host().thread(name, this::run))
            .toList();
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  /** Puts a ticket in the queue; its answer completes when it is durable. */
  public void add(Ticket ticket) {
    if (!relay.add(ticket)) {
      ticket.answer().completeExceptionally(stopping());
    }
  }

  private void run() {
    try {
      boolean open = true;
      while (open) {
        switch (relay.next(LARGEST_BATCH)) {
          case Relay.Work.Answer(var round) -> round.answer();
          case Relay.Work.Handle(var tickets) -> handle(tickets);
          case Relay.Work.End() -> open = false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Handles these and what comes until they can be written; writes them unless they were taken. */
  private void handle(List<Ticket> first) throws InterruptedException {
    Round before = last;
    Round round = new Round(committer);
    last = round;
    round.handle(first, unsettled(before));
    Relay.Turn turn = relay.turnOf(round, LARGEST_BATCH - round.size());
    while (turn instanceof Relay.Turn.More(var more)) {
      round.handle(more, unsettled(before));
      turn = relay.turnOf(round, LARGEST_BATCH - round.size());
    }
    if (turn instanceof Relay.Turn.Write) {
      write(round);
    }
  }

  /** The round before, unless it is settled or has to be first. */
  private @Nullable Round unsettled(@Nullable Round before) {
    if (before == null || before.isOver()) {
      return null;
    }
    if (committer.mustReadTurnsOf(before)) {
      relay.awaitWriter();
      return null;
    }
    return before;
  }

  /** Writes this round, and those that are ready by then. */
  private void write(Round first) {
    Round round = first;
    round.settle();
    Round next = relay.written(round);
    while (next != null) {
      round = next;
      round.settle();
      next = relay.written(round);
    }
    round.answer();
  }

  private static StoreException stopping() {
    return new StoreException("The engine is stopping.");
  }

  /** Lets the batches that are being handled end; what waits behind them fails. */
  @Override
  public void close() {
    // Without an interrupt, which could hit the store in the middle of a write.
    relay.close().forEach(ticket -> ticket.answer().completeExceptionally(stopping()));
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
