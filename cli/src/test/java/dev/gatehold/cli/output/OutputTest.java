package dev.gatehold.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void columns_are_aligned_whatever_their_colours() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Style style = new Style(true);
    Table table = new Table("RUN", "STATUS", "BY");
    table.row("run_1", style.status("completed"), "alice");
    table.row("run_22", "active", "bob");

    table.print(new Printer(new PrintStream(bytes, true, StandardCharsets.UTF_8), style, NOON));

    assertThat(bytes.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(
            """
            RUN     STATUS     BY
            run_1   completed  alice
            run_22  active     bob
            """);
  }

  @Test
  void a_row_has_as_many_cells_as_the_heading() {
    assertThatThrownBy(() -> new Table("A", "B").row("1"))
        .hasMessage("Expected 2 cells, but found 1.");
  }

  @Test
  void times_are_told_in_their_largest_unit() {
    assertThat(Ago.text(NOON, NOON)).isEqualTo("now");
    assertThat(Ago.text(NOON.minusSeconds(59), NOON)).isEqualTo("59s ago");
    assertThat(Ago.text(NOON.minus(Duration.ofMinutes(61)), NOON)).isEqualTo("1h ago");
    assertThat(Ago.text(NOON.plus(Duration.ofHours(24)), NOON)).isEqualTo("in 1d");
  }

  @Test
  void text_from_outside_cannot_move_the_cursor_or_turn_the_line_around() {
    assertThat(Plain.block("a\u001b[2Jb\nc\td")).isEqualTo("a\\u{1b}[2Jb\nc\td");
    assertThat(Plain.block("pay\u202eraeppa\u0007\r\n")).isEqualTo("pay\\u{202e}raeppa\\u{7}\n");
    assertThat(Plain.line("one\ntwo\u009b")).isEqualTo("one two\\u{9b}");
    assertThat(Plain.block("Grüße, 日本 👍")).isEqualTo("Grüße, 日本 👍");
  }

  @Test
  void without_colours_there_is_nothing_but_the_words() {
    assertThat(Style.PLAIN.status("rejected")).isEqualTo("rejected");
    assertThat(new Style(true).bad("no")).isEqualTo("\u001b[31mno\u001b[0m");
  }
}
