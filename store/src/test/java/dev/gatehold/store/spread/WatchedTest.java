package dev.gatehold.store.spread;

import static dev.gatehold.store.spread.Marked.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.run.Home;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoreUnavailable;
import dev.gatehold.engine.store.TaskStore.Claim;
import dev.gatehold.store.spread.Marked.Told;
import dev.gatehold.store.spread.SpreadRunStore.Part;
import dev.gatehold.testkit.MemoryRunStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of two homes goes away, and comes back. */
class WatchedTest {
  private final RunStore second = new MemoryRunStore(true);
  private @Nullable RuntimeException trouble;
  private int asked;
  private long now;
  private final SpreadRunStore runs =
      new SpreadRunStore(
          List.of(
              new Part(new MemoryRunStore(true), Instant.EPOCH),
              new Part(troubled(), Instant.EPOCH)),
          () -> now);

  private RunStore troubled() {
    return (RunStore)
        Proxy.newProxyInstance(
            RunStore.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (_, method, arguments) -> {
              if (method.getName().endsWith("s") && method.getParameterCount() == 0) {
                return method.invoke(second, arguments);
              }
              asked++;
              if (trouble != null) {
                throw trouble;
              }
              try {
                return method.invoke(second, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @BeforeEach
  void start() {
    runs.commit(List.of(Told.of("run_a").start()));
    runs.commit(List.of(Told.of("run_b-2").start()));
    asked = 0;
  }

  @Test
  void its_runs_and_all_lists_say_so_and_the_runs_of_the_other_go_on() {
    trouble = new StoreUnavailable("away");
    assertThatThrownBy(() -> runs.run("run_b-2")).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> runs.runs(new RunQuery(null, null, null, 9)))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(
            () -> runs.requests(new RequestQuery(null, null, null, List.of(), null, null, 9)))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(runs.run("run_a")).isPresent();
    assertThat(runs.requests(new RequestQuery(null, null, null, List.of(), "run_a", null, 9)))
        .hasSize(1);
    assertThat(runs.due(NOON.plusSeconds(99), NOON.plusSeconds(199), 9)).containsExactly("run_a");
    assertThat(runs.leaseEffects("n2", NOON.plusSeconds(99), NOON.plusSeconds(199), 9)).hasSize(1);
    assertThat(runs.tasks().claim(new Claim("q", "w", "carol", 1), NOON)).isEmpty();
  }

  @Test
  void it_is_asked_now_and_then_by_one_and_the_others_need_not_wait() {
    assertThat(runs.answers(new Home(2))).isTrue();
    trouble = new StoreUnavailable("away");
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> runs.run("run_b-2")).hasMessage("away");
    }
    assertThat(asked).isEqualTo(1);
    assertThat(runs.answers(new Home(2))).isFalse();
    assertThat(runs.answers(new Home(1))).isTrue();

    now += Watched.PAUSE.toNanos();
    assertThatThrownBy(() -> runs.run("run_b-2")).hasMessage("away");
    assertThatThrownBy(() -> runs.run("run_b-2")).hasMessage("away");
    assertThat(asked).isEqualTo(2);

    trouble = null;
    now += Watched.PAUSE.toNanos();
    assertThat(runs.run("run_b-2")).isPresent();
    assertThat(runs.answers(new Home(2))).isTrue();
    assertThat(runs.run("run_b-2")).isPresent();
  }

  @Test
  void one_that_refuses_something_has_answered() {
    trouble = new StoreUnavailable("away");
    assertThatThrownBy(() -> runs.run("run_b-2")).hasMessage("away");
    trouble = new StoreException("no such character");
    now += Watched.PAUSE.toNanos();
    assertThatThrownBy(() -> runs.run("run_b-2")).hasMessage("no such character");
    assertThat(runs.answers(new Home(2))).isTrue();
    trouble = null;
    assertThat(runs.run("run_b-2")).isPresent();
  }
}
