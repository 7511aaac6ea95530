package dev.gatehold.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class SystemHostTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private final SystemHost host = new SystemHost();

  @Test
  void a_wait_says_whether_it_was_in_time() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);

    assertThat(host.await(latch, Duration.ofNanos(1))).isFalse();

    latch.countDown();
    assertThat(host.await(latch, Duration.ZERO)).isTrue();
  }

  @Test
  void a_wait_for_a_signal_says_whether_it_came() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition signal = lock.newCondition();
    lock.lock();
    try {
      assertThat(host.await(signal, Duration.ofNanos(1))).isFalse();
      Thread rival = host.worker("signals", () -> signal(lock, signal));
      rival.start();
      assertThat(host.await(signal, PATIENCE)).isTrue();
    } finally {
      lock.unlock();
    }
  }

  private static void signal(ReentrantLock lock, Condition signal) {
    lock.lock();
    try {
      signal.signal();
    } finally {
      lock.unlock();
    }
  }

  @Test
  void a_keeper_does_one_job_after_the_other_and_repeats_what_it_should() throws Exception {
    try (Keeper keeper = host.keeper("keeper")) {
      AtomicInteger done = new AtomicInteger();
      CountDownLatch thrice = new CountDownLatch(3);
      keeper.soon(done::incrementAndGet);
      keeper.every(Duration.ZERO, Duration.ofMillis(1), thrice::countDown);

      assertThat(host.await(thrice, PATIENCE)).isTrue();
      assertThat(done).hasValue(1);
    }
  }

  @Test
  void a_closed_keeper_interrupts_its_job_and_takes_no_other() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Keeper keeper = host.keeper("keeper");
    keeper.soon(() -> {
      try {
        working.countDown();
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    });
    working.await();

    keeper.close();
    keeper.soon(() -> interrupted.countDown());

    assertThat(host.await(interrupted, PATIENCE)).isTrue();
    assertThat(keeper.awaitEnd(PATIENCE)).isTrue();
  }

  @Test
  void threads_are_started_by_whoever_asked_for_them() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(2);
    Thread thread = host.thread("long", ran::countDown);
    Thread worker = host.worker("short", ran::countDown);
    assertThat(ran.getCount()).isEqualTo(2);

    thread.start();
    worker.start();

    assertThat(host.join(thread, PATIENCE)).isTrue();
    assertThat(host.join(worker, PATIENCE)).isTrue();
    assertThat(ran.getCount()).isZero();
  }
}
