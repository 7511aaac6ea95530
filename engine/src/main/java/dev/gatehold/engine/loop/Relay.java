package dev.gatehold.engine.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of a commit loop hand each other: tickets that wait, the round that was handled
 * and waits for its turn to be written, and those that are settled and have not been answered. One
 * thread handles at a time, and one writes.
 */
final class Relay {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Queue<Ticket> waiting = new ArrayDeque<>();
  private final Deque<Round> settled = new ArrayDeque<>();

  /** Whoever handled it waits for the writer, who may go on with it. */
  private @Nullable Round ready;

  private boolean handling;
  private boolean writing;
  private boolean closed;

  /** Says whether it was taken; nothing is when it is closed. */
  boolean add(Ticket ticket) {
    return locked(() -> {
      if (!closed) {
        waiting.add(ticket);
        news.signalAll();
      }
      return !closed;
    });
  }

  /** Something to do: a round to answer, or else tickets to handle as their only handler. */
  sealed interface Work {
    record Answer(Round round) implements Work {}

    record Handle(List<Ticket> tickets) implements Work {}

    /** Nothing any more: it is closed. */
    record End() implements Work {}
  }

  /** What is to be done, as soon as there is anything. */
  Work next(int atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Round over = settled.poll();
        if (over != null) {
          return new Work.Answer(over);
        }
        if (closed) {
          return new Work.End();
        }
        if (!handling && !waiting.isEmpty()) {
          handling = true;
          return new Work.Handle(drain(atMost));
        }
        news.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How it goes on with a round that was handled. */
  sealed interface Turn {
    /** These belong to it, too. */
    record More(List<Ticket> tickets) implements Turn {}

    /** Whoever handled it writes it. */
    record Write() implements Turn {}

    /** Whoever wrote the one before writes it. */
    record Taken() implements Turn {}
  }

  /** Waits for the turn of a round to be written; it grows by what comes meanwhile. */
  Turn turnOf(Round round, int atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      ready = round;
      while (writing && ready == round && (waiting.isEmpty() || atMost == 0 || closed)) {
        news.await();
      }
      if (ready != round) {
        return new Turn.Taken();
      }
      ready = null;
      if (writing) {
        return new Turn.More(drain(atMost));
      }
      writing = true;
      handling = false;
      news.signalAll();
      return new Turn.Write();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the writing of a round. When the next one is ready, whoever wrote goes on with it, and the
   * other thread answers the round; otherwise whoever wrote does.
   *
   * @return the next one to be written, if any
   */
  @Nullable Round written(Round round) {
    return locked(() -> {
      Round next = ready;
      ready = null;
      if (next == null) {
        writing = false;
      } else {
        settled.add(round);
        handling = false;
      }
      news.signalAll();
      return next;
    });
  }

  /** Waits until nobody writes. */
  void awaitWriter() {
    lock.lock();
    try {
      while (writing) {
        news.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives those that were not taken; later ones are refused. */
  List<Ticket> close() {
    return locked(() -> {
      closed = true;
      news.signalAll();
      return drain(Integer.MAX_VALUE);
    });
  }

  private List<Ticket> drain(int atMost) {
    List<Ticket> tickets = new ArrayList<>();
    while (tickets.size() < atMost && !waiting.isEmpty()) {
      tickets.add(waiting.remove());
    }
    return tickets;
  }

  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
