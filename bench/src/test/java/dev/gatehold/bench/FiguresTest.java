package dev.gatehold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void aSpreadHasTheMiddleOfAllRepetitions() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(1, 2, 3));
    assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(1, 2.5, 4));
    assertThat(Spread.of(7).text("%.1f")).isEqualTo("7.0 / 7.0 / 7.0");
  }

  @Test
  void aShareOfOperationsDidNotTakeLonger() {
    Latencies latencies = new Latencies();
    for (long millis = 2_000; millis >= 1; millis--) {
      latencies.add(millis * 1_000_000);
    }

    assertThat(latencies.millis(0.50)).isEqualTo(1_000);
    assertThat(latencies.millis(0.99)).isEqualTo(1_980);
    assertThat(latencies.millis(0)).isEqualTo(1);
    assertThat(latencies.millis(1)).isEqualTo(2_000);
  }

  @Test
  void whatSeveralThreadsMeasuredIsOneWhole() {
    Latencies all = new Latencies();
    for (int thread = 0; thread < 3; thread++) {
      Latencies own = new Latencies();
      for (int i = 0; i < 2_000; i++) {
        own.add(thread * 1_000_000L);
      }
      all.addAll(own);
    }

    assertThat(all.count()).isEqualTo(6_000);
    assertThat(all.millis(0.33)).isZero();
    assertThat(all.millis(0.34)).isEqualTo(1);
    assertThat(all.millis(0.67)).isEqualTo(2);
  }

  @Test
  void ofNothingThereIsNoShare() {
    assertThat(new Latencies().millis(0.5)).isNaN();
  }
}
