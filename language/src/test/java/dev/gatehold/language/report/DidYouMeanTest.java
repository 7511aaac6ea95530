package dev.gatehold.language.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> KEYS =
      List.of("id", "if", "exec", "set", "approval", "wait", "timeout", "title", "started_at");

  @ParameterizedTest
  @CsvSource({
    "tilte,title",
    "Title,title",
    "exce,exec",
    "aproval,approval",
    "timeuot,timeout",
    "seet,set",
    "started-at,started_at",
    "startedat,started_at",
    "approvals,approval"
  })
  void slipsAreSeenThrough(String word, String meant) {
    assertThat(DidYouMean.closest(word, KEYS)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"http", "ie", "rework", "then", "x"})
  void otherWordsAreNotGuessedAt(String word) {
    assertThat(DidYouMean.closest(word, KEYS)).isNull();
    assertThat(DidYouMean.or("Remove it.", word, KEYS)).isEqualTo("Remove it.");
  }

  @Test
  void theClosestWins() {
    assertThat(DidYouMean.closest("steps", List.of("step", "stages", "stops"))).isEqualTo("step");
    assertThat(DidYouMean.closest("x".repeat(100_000), KEYS)).isNull();
  }
}
