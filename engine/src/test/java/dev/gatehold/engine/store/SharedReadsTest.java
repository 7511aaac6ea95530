package dev.gatehold.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final AtomicInteger reads = new AtomicInteger();
  private volatile Optional<String> live = Optional.of("release 1");
  private volatile boolean broken;
  private final SharedReads<String, String> shared = new SharedReads<>(this::read);

  /** Gives what stood when it began, as a snapshot does. */
  private Optional<String> read(String flow) {
    Optional<String> seen = live;
    boolean fails = broken;
    reads.incrementAndGet();
    begun.release();
    mayEnd.acquireUninterruptibly();
    if (fails) {
      throw new IllegalStateException("away");
    }
    return seen;
  }

  /** Somebody who asks, as far as they come by themselves. */
  private FutureTask<Optional<String>> asks(Callable<Optional<String>> question) {
    FutureTask<Optional<String>> answer = new FutureTask<>(question);
    Thread asking = Thread.ofPlatform().daemon().start(answer);
    while (asking.getState() != Thread.State.WAITING && !answer.isDone()) {
      Thread.onSpinWait();
    }
    return answer;
  }

  private List<FutureTask<Optional<String>>> ask(int many) {
    List<FutureTask<Optional<String>>> answers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      answers.add(asks(() -> shared.read("payment")));
    }
    return answers;
  }

  @Test
  void who_asks_alone_reads() {
    mayEnd.release(2);
    assertThat(shared.read("payment")).contains("release 1");
    live = Optional.of("release 2");
    assertThat(shared.read("payment")).contains("release 2");
    assertThat(reads).hasValue(2);
  }

  @Test
  void
      those_who_come_while_somebody_reads_share_the_next_read_and_see_what_changed_before_they_came()
          throws Exception {
    FutureTask<Optional<String>> first = asks(() -> shared.read("payment"));
    begun.acquire();
    live = Optional.of("release 2");
    List<FutureTask<Optional<String>>> others = ask(8);

    mayEnd.release(2);
    assertThat(first.get()).contains("release 1");
    for (FutureTask<Optional<String>> other : others) {
      assertThat(other.get()).contains("release 2");
    }
    assertThat(reads).hasValue(2);
  }

  @Test
  void a_read_that_fails_fails_for_all_who_share_it_and_for_nobody_after_them() throws Exception {
    FutureTask<Optional<String>> first = asks(() -> shared.read("payment"));
    begun.acquire();
    broken = true;
    List<FutureTask<Optional<String>>> others = ask(3);
    mayEnd.release(2);

    assertThat(first.get()).contains("release 1");
    for (FutureTask<Optional<String>> other : others) {
      assertThatThrownBy(other::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("away");
    }
    assertThat(reads).hasValue(2);

    broken = false;
    mayEnd.release();
    assertThat(shared.read("payment")).contains("release 1");
  }

  @Test
  void what_is_read_for_one_is_not_given_to_who_asks_for_another() throws Exception {
    FutureTask<Optional<String>> one = asks(() -> shared.read("payment"));
    FutureTask<Optional<String>> other = asks(() -> shared.read("release"));
    begun.acquire(2);
    mayEnd.release(2);
    assertThat(one.get()).contains("release 1");
    assertThat(other.get()).contains("release 1");
  }

  @Test
  void what_does_not_exist_is_looked_for_again() {
    live = Optional.empty();
    mayEnd.release(2);
    assertThat(shared.read("payment")).isEmpty();
    live = Optional.of("release 1");
    assertThat(shared.read("payment")).contains("release 1");
  }
}
