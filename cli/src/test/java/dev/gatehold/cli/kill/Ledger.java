package dev.gatehold.cli.kill;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the callers were told; all of it must be found in the journals. */
final class Ledger {
  private final Map<Integer, String> runs = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Decision> decisions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /** An acknowledged decision, and the outcome that came with the acknowledgement. */
  record Decision(String run, String person, String verdict, String outcome) {}

  void started(int number, String run) {
    String other = runs.put(number, run);
    if (other != null) {
      throw new AssertionError("Number " + number + " was acknowledged twice.");
    }
  }

  void decided(Decision decision) {
    decisions.add(decision);
  }

  void countRepetitions(int times) {
    repeated.addAndGet(times);
  }

  void countRefusal() {
    refused.incrementAndGet();
  }

  /** The acknowledged starts: the number in the input, and the run that was told. */
  Map<Integer, String> runs() {
    return Map.copyOf(runs);
  }

  List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  int repetitions() {
    return repeated.get();
  }

  @Override
  public String toString() {
    return runs.size()
        + " starts, "
        + decisions.size()
        + " decisions, "
        + refused
        + " refusals; "
        + repeated
        + " answers were unknown and asked for again";
  }
}
