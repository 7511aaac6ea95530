package dev.gatehold.cli.task;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.task.Errand.End;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Several hands that claim tasks of one queue and do them, one each at a time. */
final class Crew {
  /** Short, because the end of a worker waits for it: what it claims then is to be given back. */
  private static final String WAIT = "3s";

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long LOOK_MILLIS = 100;

  private final Api api;
  private final Workbench bench;
  private final String queue;
  private final String name;
  private final Map<End, Integer> ends = new EnumMap<>(End.class);
  private boolean reached;

  Crew(Api api, Workbench bench, String queue, String name) {
    this.api = api;
    this.bench = bench;
    this.queue = queue;
    this.name = name;
  }

  /**
   * Works until somebody ends it, or until one task is over.
   *
   * @throws CliException when a hand cannot go on; what others have in hand is given back
   */
  void work(int hands, boolean once) throws IOException, InterruptedException {
    bench.say("Worker " + name + " waits for tasks of " + queue + " …");
    // Not closed: how long the hands may take at the end is up to the stopping.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    CompletionService<@Nullable Void> crew = new ExecutorCompletionService<>(threads);
    for (int i = 0; i < hands; i++) {
      crew.submit(() -> hand(once));
    }
    threads.shutdown();
    try {
      awaitEnd(crew, hands);
    } finally {
      bench.stopping().begin();
      bench.stopping().awaitHands();
    }
  }

  private void awaitEnd(CompletionService<@Nullable Void> crew, int hands)
      throws IOException, InterruptedException {
    int over = 0;
    while (over < hands && !bench.stopping().hasBegun()) {
      Future<@Nullable Void> one = crew.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (one != null) {
        over++;
        rethrow(one);
      }
    }
  }

  private static void rethrow(Future<@Nullable Void> hand)
      throws IOException, InterruptedException {
    try {
      hand.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case CliException error -> throw error;
        case IOException error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private @Nullable Void hand(boolean once) throws IOException, InterruptedException {
    if (!bench.stopping().enter()) {
      return null;
    }
    try {
      while (!bench.stopping().hasBegun()) {
        for (Claimed task : claim()) {
          carryOut(task);
          if (once) {
            return null;
          }
        }
      }
      return null;
    } finally {
      bench.stopping().leave();
    }
  }

  private List<Claimed> claim() throws InterruptedException {
    try {
      Call call = Call.post("tasks", "claim").json(Errand.claim(queue, name, WAIT));
      JsonNode answer = api.send(call).body();
      markReached();
      return Fields.items(answer, "tasks").stream().map(Claimed::of).toList();
    } catch (CliException e) {
      if (!wasReached() || !Errand.passes(e)) {
        throw e;
      }
      bench.stopping().await(PAUSE);
      return List.of();
    }
  }

  private void carryOut(Claimed task) throws IOException, InterruptedException {
    if (bench.stopping().hasBegun()) {
      api.send(task.post("release", task.body()));
      return;
    }
    bench.say("Task " + task.id() + " begins.");
    End end = new Errand(api, bench, task).run();
    count(end);
    if (end == End.DONE) {
      bench.say("Task " + task.id() + " is done.");
    }
  }

  private synchronized void count(End end) {
    ends.merge(end, 1, Integer::sum);
  }

  /** How many tasks ended so. */
  synchronized int ended(End end) {
    return ends.getOrDefault(end, 0);
  }

  /** Who has spoken with the server before waits for it to come back. */
  private synchronized void markReached() {
    reached = true;
  }

  private synchronized boolean wasReached() {
    return reached;
  }
}
