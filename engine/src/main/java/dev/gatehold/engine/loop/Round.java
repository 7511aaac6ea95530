package dev.gatehold.engine.loop;

import dev.gatehold.engine.store.KeyConflict;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.VersionConflict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tickets on their way: handled, settled when everything before them is, answered. Each of the
 * three is done by one thread, not always the same; the next round may look at what this one was
 * handled to while it is being settled.
 */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final int CONFLICT_RETRIES = 5;

  private final Committer committer;
  private final List<Ticket> tickets = new ArrayList<>();
  private Ahead ahead = Ahead.NOTHING;
  private boolean takesTurns;

  /** The round that this one was handled upon; null when it was settled by then. */
  private @Nullable Round before;

  /** Null when it could not be handled at all, for the reason that is {@link #lost}. */
  private @Nullable Batch batch;

  private @Nullable RuntimeException lost;

  /** Whether {@link #ahead} has become true. For those whose turn it is to write. */
  private boolean kept;

  private volatile boolean over;

  Round(Committer committer) {
    this.committer = committer;
  }

  int size() {
    return tickets.size();
  }

  /** Handles tickets, those of before and these, upon what a round is going to have changed. */
  void handle(List<Ticket> more, @Nullable Round unsettled) {
    tickets.addAll(more);
    if (lost != null) {
      return;
    }
    before = before == null ? unsettled : before;
    try {
      Batch handled = batch == null ? committer.begin() : batch;
      committer.handle(handled, more, unsettled == null ? Ahead.NOTHING : unsettled.ahead);
      // Here and not when it is settled, for then others wait.
      handled.writes();
      batch = handled;
      ahead = handled.ahead();
      takesTurns = handled.takesTurns();
    } catch (RuntimeException e) {
      ahead = Ahead.NOTHING;
      takesTurns = false;
      batch = null;
      fail(e);
    }
  }

  boolean takesTurns() {
    return takesTurns;
  }

  /** Whether it is settled: what it changed can be seen by everybody. */
  boolean isOver() {
    return over;
  }

  /** Makes it durable; handles it again when what it was handled upon is not what happened. */
  void settle() {
    boolean asHandled = before == null || before.kept;
    before = null;
    try {
      for (int attempt = 1; !commit(asHandled && attempt == 1, attempt); ) {
        attempt++;
      }
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      if (!kept) {
        committer.doubtTurns();
      }
      over = true;
    }
  }

  /** Says whether that is the end of it; otherwise rivals were faster, and it is tried again. */
  private boolean commit(boolean asHandled, int attempt) {
    if (!asHandled) {
      lost = null;
      batch = null;
      batch = committer.handleAgain(tickets);
    }
    Batch handled = batch;
    if (handled == null) {
      return true;
    }
    try {
      committer.commit(handled);
      kept = asHandled;
      return true;
    } catch (VersionConflict | KeyConflict rival) {
      if (attempt < CONFLICT_RETRIES) {
        return false;
      }
      throw rival;
    }
  }

  private void fail(RuntimeException why) {
    lost = why;
    if (why instanceof StoreException) {
      LOG.warn("A batch of {} commands was not written: {}", tickets.size(), why.getMessage());
    } else {
      LOG.error("The commit loop met a bug; the batch was answered with it", why);
    }
  }

  /** Tells everybody who waits. */
  void answer() {
    Batch handled = batch;
    RuntimeException why = lost;
    if (handled != null) {
      if (why == null) {
        committer.tell(handled);
      }
      handled.answer(why);
    } else if (why != null) {
      tickets.forEach(ticket -> ticket.answer().completeExceptionally(why));
    }
  }
}
