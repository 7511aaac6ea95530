package dev.gatehold.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void terminalSequencesAreRemovedAndTheTextStays() {
    assertThat(VisibleText.of("\u001b[31mred\u001b[0m \u001b[2K\u001b[1Ggone"))
        .isEqualTo("red gone");
    assertThat(VisibleText.of("\u001b]8;;https://evil.example\u0007click\u001b]8;;\u001b\\"))
        .isEqualTo("click");
    assertThat(VisibleText.of("\u001b]0;title without an end")).isEmpty();
  }

  @Test
  void whatCannotBeSeenIsWrittenOut() {
    assertThat(VisibleText.of("pay \u202E001 to\u202C b\u200Bob"))
        .isEqualTo("pay [U+202E]001 to[U+202C] b[U+200B]ob");
    assertThat(VisibleText.of("bell\u0007 null\u0000 tag\udb40\udc41"))
        .isEqualTo("bell[U+0007] null[U+0000] tag[U+E0041]");
    assertThat(VisibleText.of("half \ud83d a pair")).isEqualTo("half [U+D83D] a pair");
  }

  @Test
  void ordinaryTextOfAllScriptsStaysAsItIs() {
    String text = "שלום — مرحبا — 👩‍💻 ❤️\n\tindented";
    assertThat(VisibleText.of(text)).isEqualTo(text);
  }

  @Test
  void everyKindOfLineEndBecomesOne() {
    assertThat(VisibleText.of("a\r\nb\rc\nd")).isEqualTo("a\nb\nc\nd");
  }

  @Test
  void aTitleIsOneLine() {
    assertThat(VisibleText.line("  Rotate\n\n credentials\t now "))
        .isEqualTo("Rotate credentials now");
  }
}
