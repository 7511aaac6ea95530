package dev.gatehold.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
  private static final Instant NOW = Instant.parse("2026-11-22T19:10:30.500Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S, just now",
    "PT-59S, just now",
    "PT-1M, 1 minute ago",
    "PT-59M, 59 minutes ago",
    "PT-60M, 1 hour ago",
    "PT-47H, 47 hours ago",
    "PT-48H, 2 days ago",
    "PT30S, in a moment",
    "PT25H, in 25 hours",
    "P40D, in 40 days"
  })
  void distancesAreSaidInTheLargestUnitThatStillTellsSomething(Duration distance, String said) {
    assertThat(Moment.of(NOW.plus(distance), NOW).relative()).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-22T19:10:30.500Z, 2026-11-22T19:10:30Z, '22 Nov 2026, 19:10 UTC'"})
  void theExactTimeIsInUtc(Instant at, String machine, String exact) {
    assertThat(Moment.of(at, NOW)).isEqualTo(new Moment(machine, exact, "just now"));
  }
}
