package dev.gatehold.bench;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.TimeOrderedIds;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.language.schema.JsonSchemas;
import dev.gatehold.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a step costs as a run grows: one run that goes through a list with work that does nothing,
 * on SQLite, for longer and longer lists. The cost of a step should not depend on how many came
 * before it.
 */
public final class Loops {
  private static final String NAME = "loop";
  private static final Principal ALICE = Principal.person("alice");
  private static final Directory PEOPLE =
      new Directory(Map.of("alice", new Directory.Person("alice", "Alice")), Map.of());
  private static final String SOURCE =
      """
      flow: loop
      title: Go through a list
      input: { type: object, properties: { items: { type: array } } }
      steps:
        - id: each
          foreach:
            items: ${{ input.items }}
            concurrency: 16
            collect: ${{ steps.work.output.done }}
            steps:
              - { id: work, exec: { command: [work, "${{ lap.item }}"] } }
      """;

  private Loops() {}

  private static final class Nothing implements Connector {
    @Override
    public String name() {
      return "exec";
    }

    @Override
    public Map<String, @Nullable Object> run(Job job) {
      return Map.of("done", true);
    }
  }

  /** Prints Markdown; the arguments are lengths of lists. */
  public static void main(String[] lengths) throws Exception {
    int[] sizes =
        lengths.length == 0
            ? new int[] {10, 100, 1_000, 10_000}
            : List.of(lengths).stream().mapToInt(Integer::parseInt).toArray();
    Path folder = Folders.fresh("loops");
    try (SqliteStores stores = SqliteStores.open(folder);
        DurableEngine engine = engine(stores)) {
      engine.start();
      time(engine, 1_000);
      System.out.println("| laps | steps per second | µs per step | to the shortest |");
      System.out.println("|---|---|---|---|");
      double shortest = 0;
      for (int size : sizes) {
        int runs = Math.max(1, 1_000 / size);
        long nanos = 0;
        for (int i = 0; i < runs; i++) {
          nanos += time(engine, size);
        }
        double micros = nanos / 1e3 / ((double) size * runs);
        shortest = shortest == 0 ? micros : shortest;
        System.out.printf(
            Locale.ROOT,
            "| %,d | %,.0f | %.0f | %.2f |%n",
            size,
            1e6 / micros,
            micros,
            micros / shortest);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static DurableEngine engine(SqliteStores stores) {
    StoredFlowCatalog catalog =
        new StoredFlowCatalog(
            stores.flows(),
            new StoredFlowCatalog.Compiler(
                new FlowReader()::read, new CelExpressions(), new JsonSchemas()),
            () -> PEOPLE,
            Set.of("exec"),
            InstantSource.system());
    catalog.push(NAME, "loop.yaml", SOURCE, ALICE);
    catalog.promote(NAME, catalog.release(NAME, "", ALICE).number(), ALICE);
    return new DurableEngine(
        new EngineParts(
            "bench",
            stores.runs(),
            catalog,
            () -> PEOPLE,
            InstantSource.system(),
            new TimeOrderedIds(),
            List.of(new Nothing())));
  }

  /** How long a run takes that goes through a list of this length. */
  private static long time(Engine engine, int size) throws InterruptedException {
    List<Long> items = LongStream.rangeClosed(1, size).boxed().toList();
    long start = System.nanoTime();
    Reply reply = engine.startRun(NAME, null, Map.of("items", items), ALICE, null);
    if (!(reply instanceof Reply.Applied applied)) {
      throw new IllegalStateException("Expected a run, but got " + reply);
    }
    RunView view = engine.view(applied.run()).orElseThrow();
    while (!(view.state() instanceof Ended)) {
      if (!engine.awaitChange(view.run(), view.seq(), Duration.ofSeconds(60))) {
        throw new IllegalStateException("Expected the run to go on, but it stands at " + view);
      }
      view = engine.view(view.run()).orElseThrow();
    }
    return System.nanoTime() - start;
  }
}
