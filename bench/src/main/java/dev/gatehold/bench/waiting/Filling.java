package dev.gatehold.bench.waiting;

import dev.gatehold.bench.waiting.Sizes.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts all runs, by many callers at once. */
final class Filling {
  private static final int CALLERS = 64;

  private Filling() {}

  /** Returns when all runs durably stand at their gates; nothing is closed before. */
  static void fill(Desk desk, Place place, Sizes sizes, Figures figures)
      throws IOException, InterruptedException, ExecutionException {
    desk.release();
    AtomicInteger next = new AtomicInteger();
    List<Future<List<Desk.Paused>>> parts = new ArrayList<>();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        parts.add(threads.submit(() -> startSome(desk, sizes, next)));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Desk.Paused> sample = new ArrayList<>();
    for (Future<List<Desk.Paused>> part : parts) {
      sample.addAll(part.get());
    }
    Sample.write(place, sample);
    figures.say("starts per second, %d callers".formatted(CALLERS), sizes.runs() / seconds);
  }

  /** Starts runs until all are started; says which of its own belong to the sample. */
  private static List<Desk.Paused> startSome(Desk desk, Sizes sizes, AtomicInteger next) {
    int every = Math.max(1, sizes.runs() / Sample.MOST);
    List<Desk.Paused> sample = new ArrayList<>();
    for (int number = next.getAndIncrement();
        number < sizes.runs();
        number = next.getAndIncrement()) {
      Kind kind = sizes.kind(number);
      Desk.Paused paused = desk.start(kind);
      if (kind == Kind.PATIENT && number % every == 0) {
        sample.add(paused);
      }
    }
    return sample;
  }
}
