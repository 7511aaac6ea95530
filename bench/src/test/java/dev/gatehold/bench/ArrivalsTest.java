package dev.gatehold.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  @TempDir Path folder;

  @Test
  void arrivalsAreAsManyAsWasSaidAndAtRandom() {
    long[] moments = Arrivals.moments(1_000, Duration.ofSeconds(100), new SplittableRandom(7));

    assertThat(moments.length).isCloseTo(100_000, withinPercentage(2));
    assertThat(moments).isSorted();
    assertThat(moments[moments.length - 1]).isLessThan(Duration.ofSeconds(100).toNanos());
    double[] gaps =
        IntStream.range(1, moments.length).mapToDouble(i -> moments[i] - moments[i - 1]).toArray();
    // Of gaps that follow an exponential distribution, as many are longer than their mean.
    assertThat(Arrays.stream(gaps).filter(gap -> gap > 1e6).count())
        .isCloseTo(Math.round(gaps.length / Math.E), withinPercentage(2));
  }

  @Test
  void aDecisionTakesFromTheMomentAtWhichItWasDue() throws Exception {
    long[] moments = {0, 10_000_000, 200_000_000};
    CountDownLatch allHaveCome = new CountDownLatch(moments.length);
    AtomicInteger next = new AtomicInteger();
    var decided = ConcurrentHashMap.<Integer>newKeySet();
    Arrivals<Integer> arrivals =
        new Arrivals<>(
            () -> {
              int number = next.getAndIncrement();
              allHaveCome.countDown();
              await(allHaveCome);
              return number;
            },
            decided::add,
            Duration.ofMillis(50));

    Arrivals.Outcome outcome = arrivals.run(moments);

    assertThat(decided).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(outcome.cycles()).isEqualTo(3);
    assertThat(outcome.decisions().count())
        .as("the last was due after the last start")
        .isEqualTo(2);
    assertThat(outcome.decisions().millis(0)).as("due at 60 ms").isGreaterThanOrEqualTo(140);
    assertThat(outcome.decisions().millis(1)).as("due at 50 ms").isGreaterThanOrEqualTo(150);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void runsAreStartedAndDecidedByTheEngine() throws Exception {
    try (ApprovalDesk desk = ApprovalDesk.onSqlite(folder)) {
      long[] moments = Arrivals.moments(200, Duration.ofMillis(300), new SplittableRandom(7));

      Arrivals.Outcome outcome =
          new Arrivals<>(desk::start, desk::decide, Duration.ofMillis(20)).run(moments);

      assertThat(outcome.cycles()).isEqualTo(moments.length).isPositive();
      assertThat(outcome.decisions().count()).isPositive().isLessThan(moments.length);
    }
  }
}
