package dev.gatehold.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90s, PT90S, 1m30s",
    "0s, PT0S, 0s",
    "1h30m, PT90M, 1h30m",
    "2d, PT48H, 2d",
    "1d1h1m1s1ms, P1DT1H1M1.001S, 1d1h1m1s1ms",
    "1500ms, PT1.5S, 1s500ms",
    "PT4H, PT4H, 4h",
    "P1D, PT24H, 1d",
    "PT0.0019S, PT0.001S, 1ms",
    "36500d, P36500D, 36500d"
  })
  void reads_what_people_write_and_writes_it_short(String text, Duration duration, String form) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.format(duration)).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "4",
        "h",
        "1.5h",
        "-1h",
        "30m1h",
        "1h 30m",
        "PT-1S",
        "4 hours",
        "36501d",
        "PT9223372036854775807S",
        "PT99999999999999999999S",
        "9999999999s"
      })
  void refuses_everything_else(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a duration such as '90s', '4h', '1h30m' or 'PT4H', at most 36500 days, but"
                + " found '"
                + text
                + "'.");
  }

  @Test
  void what_is_written_can_be_read_again() {
    for (long millis = 1; millis < 400_000_000_000L; millis *= 3) {
      Duration duration = Duration.ofMillis(millis);
      assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
  }
}
