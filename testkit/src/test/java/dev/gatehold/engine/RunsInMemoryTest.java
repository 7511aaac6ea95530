package dev.gatehold.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which runs are kept in memory, seen by what the store is asked for. */
final class RunsInMemoryTest {
  private static final int MORE_THAN_ARE_KEPT = 501;

  private final World world = new World();
  private final FaultyRunStore store = new FaultyRunStore(world.memory);
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    world.close();
  }

  private boolean isLoadedFor(String run) {
    loads.set(0);
    assertThat(world.engine().view(run)).isPresent();
    return loads.get() > 0;
  }

  @Test
  void runs_that_have_ended_make_room_before_those_that_go_on() {
    world.runs = store.store();
    world.live("waits", World.gate("review", 1, null));
    world.live("ends", World.end("done"));
    world.start();
    String waiting = world.run("waits");
    List<String> ended = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_ARE_KEPT; i++) {
      ended.add(world.run("ends"));
    }
    store.before =
        method -> {
          if (method.equals("load")) {
            loads.incrementAndGet();
          }
        };

    assertThat(isLoadedFor(waiting)).isFalse();
    assertThat(isLoadedFor(ended.getLast())).isFalse();
    assertThat(isLoadedFor(ended.getFirst())).isTrue();
    assertThat(world.state(ended.getFirst())).isInstanceOf(RunState.Ended.class);
  }
}
