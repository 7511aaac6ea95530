package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints.Listening;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What a store promises whose nodes tell each other what they write. A hint may be lost, so that
 * what is to be heard is written again and again until it is.
 */
public interface HintContract {
  /** The store of a node; the same one during a test, empty at its beginning. */
  RunStore store();

  /** The store of another node on the same data. */
  RunStore other();

  /** How long a hint is awaited before it counts as lost, and how often it may be. */
  default Duration patience() {
    return Duration.ofSeconds(1);
  }

  /** Keeps what is heard. */
  final class Ear implements Consumer<Hint> {
    private final LinkedBlockingQueue<Hint> heard = new LinkedBlockingQueue<>();
    private final List<Hint> all = new ArrayList<>();

    @Override
    public void accept(Hint hint) {
      heard.add(hint);
    }

    /** Writes until a hint of this kind is heard, and gives it. */
    private <T extends Hint> T until(Class<T> kind, Duration patience, Runnable write)
        throws InterruptedException {
      for (int tries = 0; tries < 20; tries++) {
        write.run();
        Hint hint;
        while ((hint = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS)) != null) {
          all.add(hint);
          if (kind.isInstance(hint)) {
            return kind.cast(hint);
          }
        }
      }
      throw new AssertionError("Expected to hear " + kind + ", but heard " + all);
    }
  }

  private static Runnable growing(RunStore store, String run) {
    long[] seq = {0};
    return () -> {
      Sample.Write write = seq[0] == 0 ? start(run) : next(run, seq[0]);
      store.commit(List.of(write.done()));
      seq[0]++;
    };
  }

  @Test
  default void a_run_that_grows_at_one_node_is_told_to_the_others() throws InterruptedException {
    Ear ear = new Ear();
    try (Listening _ = other().hints().listen(ear)) {
      Hint.RunsGrown heard = ear.until(Hint.RunsGrown.class, patience(), growing(store(), "run_a"));

      assertThat(heard.runs()).containsExactly("run_a");
    }
  }

  @Test
  default void a_task_that_waits_is_told_to_the_others() throws InterruptedException {
    Ear ear = new Ear();
    int[] number = {0};
    try (Listening _ = other().hints().listen(ear)) {
      Hint.TasksWaiting heard =
          ear.until(
              Hint.TasksWaiting.class,
              patience(),
              () -> {
                String run = "run_" + number[0]++;
                Origin origin = new Origin(run, "render", 1, false);
                Offer offer =
                    new Offer("e_" + run, origin, "render", "{}", Duration.ofMinutes(1), NOON);
                store().commit(List.of(start(run).effect("e_" + run, "n1", NOON).done()));
                store().tasks().place(offer);
              });

      assertThat(heard.queue()).isEqualTo("render");
      assertThat(heard.count()).isPositive();
    }
  }

  @Test
  default void effects_that_a_node_leaves_are_told_to_the_others() throws InterruptedException {
    Ear ear = new Ear();
    int[] number = {0};
    try (Listening _ = other().hints().listen(ear)) {
      ear.until(
          Hint.EffectsLeft.class,
          patience(),
          () -> {
            String run = "run_" + number[0]++;
            store().commit(List.of(start(run).effect("e_" + run, "n1", NOON).done()));
            store().releaseLeases("n1");
          });
    }
  }

  @Test
  default void nobody_is_told_what_it_wrote_itself() throws InterruptedException {
    Ear own = new Ear();
    Ear others = new Ear();
    try (Listening _ = store().hints().listen(own);
        Listening _ = other().hints().listen(others)) {
      Runnable theirs = growing(other(), "run_theirs");
      own.until(Hint.RunsGrown.class, patience(), theirs);
      others.until(Hint.RunsGrown.class, patience(), growing(store(), "run_own"));
      others.until(Hint.RunsGrown.class, patience(), growing(store(), "run_own_again"));
      Hint.RunsGrown next = own.until(Hint.RunsGrown.class, patience(), theirs);

      assertThat(next.runs()).isEqualTo(Set.of("run_theirs"));
    }
  }

  @Test
  default void who_has_stopped_listening_is_told_nothing_more() throws InterruptedException {
    Ear gone = new Ear();
    Ear there = new Ear();
    Runnable writing = growing(store(), "run_a");
    try (Listening _ = other().hints().listen(there)) {
      try (Listening _ = other().hints().listen(gone)) {
        gone.until(Hint.RunsGrown.class, patience(), writing);
      }
      there.heard.clear();
      there.until(Hint.RunsGrown.class, patience(), writing);
      gone.heard.clear();
      there.until(Hint.RunsGrown.class, patience(), writing);
    }
    assertThat(gone.heard).isEmpty();
  }
}
