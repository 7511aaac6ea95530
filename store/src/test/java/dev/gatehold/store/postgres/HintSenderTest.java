package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.Hint;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much is said about how much. */
@Timeout(60)
class HintSenderTest {
  private static final Hint FIRST = run("run_first");

  private final LinkedBlockingQueue<List<Hint>> sent = new LinkedBlockingQueue<>();

  private static Hint run(String run) {
    return new Hint.RunsGrown(Set.of(run));
  }

  private List<Hint> next() throws InterruptedException {
    List<Hint> next = sent.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("something is said").isNotNull();
    return next;
  }

  @Test
  void what_comes_while_something_is_being_said_is_said_in_one_however_much_it_is()
      throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (HintSender sender =
        new HintSender(
                hints -> {
                  sent.add(hints);
                  await(go);
                })
            .running()) {
      sender.tell(FIRST);
      assertThat(next()).containsExactly(FIRST);
      for (int i = 0; i < 10_000; i++) {
        sender.tell(run("run_" + i));
        sender.tell(new Hint.TasksWaiting("render", 1));
      }
      sender.tell(new Hint.EffectsLeft());
      go.countDown();

      List<Hint> second = next();
      assertThat(second)
          .hasSize(3)
          .contains(new Hint.EffectsLeft(), new Hint.TasksWaiting("render", 10_000));
      assertThat(second.getLast())
          .isInstanceOfSatisfying(
              Hint.RunsGrown.class, grown -> assertThat(grown.runs()).hasSizeLessThan(1_000));
    }
    assertThat(sent).as("no third one was needed").isEmpty();
  }

  @Test
  void what_a_server_that_is_away_was_not_told_is_dropped_and_the_next_is_said() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    try (HintSender sender =
        new HintSender(
                hints -> {
                  if (failed.getCount() > 0) {
                    failed.countDown();
                    throw new SQLException("away");
                  }
                  sent.add(hints);
                })
            .running()) {
      sender.tell(FIRST);
      assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
      sender.tell(run("run_next"));

      assertThat(next()).containsExactly(run("run_next"));
    }
  }

  @Test
  void the_last_words_are_said_before_it_is_closed() {
    HintSender sender = new HintSender(sent::add).running();
    sender.tell(new Hint.EffectsLeft());
    sender.close();

    assertThat(sent).containsExactly(List.of(new Hint.EffectsLeft()));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
