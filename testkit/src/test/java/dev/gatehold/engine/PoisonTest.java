package dev.gatehold.engine;

import static dev.gatehold.engine.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Incident 25 of the field: one thing that cannot be read stops only itself, after so many tries,
 * and says so. Elsewhere such a thing took whole controllers down, again and again.
 */
final class PoisonTest {
  private static final int RUNS = 2_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();
  private final FaultyRunStore faulty = new FaultyRunStore(world.memory);

  @AfterEach
  void close() {
    world.close();
  }

  private static StoredRun unreadable(StoredRun run) {
    List<StoredEntry> entries = new ArrayList<>(run.entries());
    StoredEntry last = entries.removeLast();
    entries.add(new StoredEntry(last.run(), last.seq(), "{\"v\":99}", last.hash()));
    return new StoredRun(
        run.run(), run.seq(), run.headHash(), run.parked(), run.snapshot(), entries);
  }

  @Test
  void one_run_that_cannot_be_read_among_thousands_that_are_due_is_set_aside_alone()
      throws Exception {
    world.runs = faulty.store();
    world.live("one", World.gate("review", 1, HOUR));
    world.start();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(world.run("one"));
    }
    world.close();
    String poisoned = runs.get(RUNS / 2);
    faulty.spoil = run -> run.run().equals(poisoned) ? unreadable(run) : run;

    world.start();
    world.clock.advance(HOUR);
    for (String run : runs) {
      if (!run.equals(poisoned)) {
        assertThat(world.ended(run).ending()).isEqualTo(Ending.REJECTED);
      }
    }
    world.until(() -> !world.runs.incidents(poisoned).isEmpty());
    assertThat(world.runs.incidents(poisoned)).singleElement().asString().contains("entry");
    assertThat(world.runs.runs(new RunQuery(null, "active", null, 10)))
        .singleElement()
        .satisfies(row -> assertThat(row.run()).isEqualTo(poisoned));
    String later = world.run("one");
    world.decide(BOB, later, "review", Verdict.APPROVE);
    assertThat(world.ended(later).ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void work_that_cannot_be_read_is_tried_a_few_times_and_set_aside_with_an_incident()
      throws Exception {
    world.runs = faulty.store();
    world.live("job", World.work("do", Retry.NONE, null));
    world.live("one", World.gate("review", 1, null));
    world.start();
    String poisoned = world.run("job");
    world.until(() -> world.steps(poisoned).get("do") instanceof StepState.Working);
    faulty.spoilEffect =
        effect ->
            effect.run().equals(poisoned)
                ? new StoredEffect(
                    effect.id(),
                    effect.run(),
                    "{\"type\":\"of a later version\"}",
                    effect.tries(),
                    effect.node(),
                    effect.leasedUntil())
                : effect;
    int starts = 0;
    while (world.runs.incidents(poisoned).isEmpty()) {
      assertThat(starts++).as("tries").isLessThan(15);
      world.close();
      world.clock.advance(HOUR);
      int before = faulty.postponed.get();
      world.start();
      world.until(
          () -> faulty.postponed.get() > before || !world.runs.incidents(poisoned).isEmpty());
      String other = world.run("one");
      world.decide(BOB, other, "review", Verdict.APPROVE);
      assertThat(world.ended(other).ending()).isEqualTo(Ending.COMPLETED);
    }
    assertThat(starts).isEqualTo(10);
  }
}
