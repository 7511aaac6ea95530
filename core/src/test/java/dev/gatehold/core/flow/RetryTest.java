package dev.gatehold.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void pauses_grow_by_the_factor_up_to_the_limit() {
    Retry retry = new Retry(10, SECOND, 2.5, MINUTE);
    assertThat(retry.delayAfter(1)).isEqualTo(SECOND);
    assertThat(retry.delayAfter(2)).isEqualTo(Duration.ofMillis(2_500));
    assertThat(retry.delayAfter(3)).isEqualTo(Duration.ofMillis(6_250));
    assertThat(retry.delayAfter(6)).isEqualTo(MINUTE);
    assertThat(retry.delayAfter(9)).isEqualTo(MINUTE);
  }

  @Test
  void a_factor_of_one_keeps_the_pause() {
    Retry retry = new Retry(100, SECOND, 1, MINUTE);
    assertThat(retry.delayAfter(99)).isEqualTo(SECOND);
  }

  @Test
  void numbers_too_large_to_count_end_at_the_limit_and_nothing_stays_nothing() {
    assertThat(new Retry(100, MINUTE, Double.MAX_VALUE, MINUTE.multipliedBy(5)).delayAfter(99))
        .isEqualTo(MINUTE.multipliedBy(5));
    assertThat(new Retry(100, Duration.ZERO, Double.MAX_VALUE, MINUTE).delayAfter(99))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void a_limit_below_the_delay_is_the_pause() {
    assertThat(new Retry(3, MINUTE, 2, SECOND).delayAfter(1)).isEqualTo(SECOND);
  }

  @Test
  void a_retry_that_makes_no_sense_is_refused() {
    assertRefused(0, SECOND, 1, MINUTE);
    assertRefused(101, SECOND, 1, MINUTE);
    assertRefused(3, SECOND.negated(), 1, MINUTE);
    assertRefused(3, SECOND, 0.5, MINUTE);
    assertRefused(3, SECOND, Double.NaN, MINUTE);
    assertRefused(3, SECOND, 1, MINUTE.negated());
  }

  private static void assertRefused(int attempts, Duration delay, double factor, Duration limit) {
    assertThatThrownBy(() -> new Retry(attempts, delay, factor, limit))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
