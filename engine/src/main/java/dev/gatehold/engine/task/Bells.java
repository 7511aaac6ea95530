package dev.gatehold.engine.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Who waits for tasks on this node. Only hints: a task wakes one of those who wait for its queue,
 * and nobody is promised to be woken.
 */
final class Bells {
  private final Map<String, Deque<CountDownLatch>> waiting = new HashMap<>();

  /** Begins to wait; opens when there is something to claim. */
  synchronized CountDownLatch join(String queue) {
    CountDownLatch bell = new CountDownLatch(1);
    waiting.computeIfAbsent(queue, _ -> new ArrayDeque<>()).add(bell);
    return bell;
  }

  /** Wakes as many, those who have waited longest. */
  synchronized void ring(String queue, int count) {
    for (int i = 0; i < count && waiting.containsKey(queue); i++) {
      ring(queue);
    }
  }

  /** Wakes whoever has waited longest. */
  synchronized void ring(String queue) {
    Deque<CountDownLatch> queued = waiting.get(queue);
    if (queued != null) {
      queued.remove().countDown();
      forgetIfEmpty(queue, queued);
    }
  }

  /** Stops waiting; a ring that came meanwhile goes to the next, for it was for another task. */
  synchronized void leave(String queue, CountDownLatch bell) {
    Deque<CountDownLatch> queued = waiting.get(queue);
    if (queued != null && queued.remove(bell)) {
      forgetIfEmpty(queue, queued);
    } else {
      ring(queue);
    }
  }

  /** Wakes everybody. */
  void ringAll() {
    List<CountDownLatch> all;
    synchronized (this) {
      all = waiting.values().stream().flatMap(Deque::stream).toList();
      waiting.clear();
    }
    all.forEach(CountDownLatch::countDown);
  }

  private void forgetIfEmpty(String queue, Deque<CountDownLatch> queued) {
    if (queued.isEmpty()) {
      waiting.remove(queue);
    }
  }
}
