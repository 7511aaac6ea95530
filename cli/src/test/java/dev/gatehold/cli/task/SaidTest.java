package dev.gatehold.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaidTest {
  @Test
  void a_line_says_how_far_the_work_is() {
    assertThat(Said.of("::progress 0.4 frame 12")).isEqualTo(new Said(0.4, "frame 12"));
    assertThat(Said.of(" ::progress 1")).isEqualTo(new Said(1, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "progress 0.4",
        "::progress",
        "::progress x",
        "::progress 1.1",
        "::progress -1"
      })
  void other_lines_say_nothing(String line) {
    assertThat(Said.of(line)).isNull();
  }

  @Test
  void what_it_says_can_be_kept_and_shown() {
    assertThat(Said.of("::progress 0.1 a\0b\u001b[2J"))
        .isEqualTo(new Said(0.1, "a\uFFFDb\uFFFD[2J"));
    String long999 = "x".repeat(999);
    assertThat(Said.of("::progress 0.1 " + long999 + "\uD83D\uDE00"))
        .isEqualTo(new Said(0.1, long999));
  }
}
