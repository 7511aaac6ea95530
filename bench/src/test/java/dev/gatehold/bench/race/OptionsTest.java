package dev.gatehold.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void withoutArgumentsEverybodyRuns() {
    Options options = Options.of();

    assertThat(options.racers()).containsExactly(Racer.values());
    assertThat(options.ceiling()).isTrue();
  }

  @Test
  void racersRunInTheOrderOfTheRaceWhateverTheOrderOfTheirNames() {
    Options options =
        Options.of(
            "flowable", "--seconds", "3", "gatehold-postgres", "--threads", "8", "--no-ceiling");

    assertThat(options.racers()).containsExactly(Racer.GATEHOLD_POSTGRES, Racer.FLOWABLE);
    assertThat(options.course()).isEqualTo(new Course(8, Duration.ofSeconds(3), 3));
    assertThat(options.ceiling()).isFalse();
    assertThat(options.commandLine()).startsWith("bench/race/run flowable --seconds 3");
  }

  @Test
  void aWrongArgumentIsNamedWithWhatWasExpected() {
    assertThatThrownBy(() -> Options.of("flowble"))
        .hasMessageContaining("flowable")
        .hasMessageContaining("'flowble'");
    assertThatThrownBy(() -> Options.of("--seconds"))
        .hasMessage("Expected a whole number above 0 after --seconds, but found nothing.");
    assertThatThrownBy(() -> Options.of("--threads", "0")).hasMessageContaining("found 0");
  }
}
