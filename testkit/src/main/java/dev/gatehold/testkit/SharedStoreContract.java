package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.RunStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run store promises, beyond all others, that several nodes write to. */
public interface SharedStoreContract {
  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private void commit(Sample.Write... writes) {
    store().commit(List.of(writes).stream().map(Sample.Write::done).toList());
  }

  @Test
  default void it_says_that_it_is_shared() {
    assertThat(store().isShared()).isTrue();
  }

  @Test
  default void a_due_run_goes_to_one_caller() {
    commit(
        start("run_a").deadline(NOON.plusSeconds(1)), start("run_b").deadline(NOON.plusSeconds(2)));
    Instant now = NOON.plusSeconds(5);
    Instant until = now.plusSeconds(10);

    assertThat(store().due(now, until, 1)).containsExactly("run_a");
    assertThat(store().due(now, until, 10))
        .as("what one caller has must not go to the next one")
        .containsExactly("run_b");
    assertThat(store().due(until.minusMillis(1), until, 10)).isEmpty();
    assertThat(store().due(until, until.plusSeconds(10), 10))
        .as("when the claim has passed, another one must get them")
        .containsExactly("run_a", "run_b");
    commit(next("run_a", 1).deadline(NOON.plusSeconds(3)));
    assertThat(store().due(until, until, 10))
        .as("a run that was written must be free for its next deadline at once")
        .containsExactly("run_a");
  }
}
