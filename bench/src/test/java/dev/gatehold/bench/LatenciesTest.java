package dev.gatehold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aPercentileIsTheLeastValueThatSoManyDidNotExceed() {
    Latencies latencies = new Latencies();
    for (int millis = 200; millis >= 1; millis--) {
      latencies.add(millis * 1_000_000L);
    }

    assertThat(latencies.millis(0.50)).isEqualTo(100);
    assertThat(latencies.millis(0.99)).isEqualTo(198);
    assertThat(latencies.millis(1)).isEqualTo(200);
  }

  @Test
  void whatSeveralThreadsMeasuredIsOneWhole() {
    Latencies all = new Latencies();
    for (int thread = 0; thread < 3; thread++) {
      Latencies own = new Latencies();
      for (int i = 0; i < 1_000; i++) {
        own.add(thread * 1_000_000L);
      }
      all.addAll(own);
    }

    assertThat(all.count()).isEqualTo(3_000);
    assertThat(all.millis(0.33)).isZero();
    assertThat(all.millis(0.34)).isEqualTo(1);
    assertThat(all.millis(0.67)).isEqualTo(2);
  }

  @Test
  void ofNothingThereIsNoPercentile() {
    assertThat(new Latencies().millis(0.5)).isNaN();
  }

  @Test
  void theMiddleOfAnEvenNumberOfRepetitionsIsBetweenTheTwo() {
    assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(1, 2.5, 4));
  }
}
