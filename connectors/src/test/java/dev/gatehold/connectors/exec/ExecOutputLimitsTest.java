package dev.gatehold.connectors.exec;

import static dev.gatehold.connectors.exec.Workshop.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.value.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecOutputLimitsTest {
  @TempDir Path folder;
  Workshop shop;

  @BeforeEach
  void open() {
    shop = new Workshop(folder);
  }

  @Test
  void theLogSaysWhereItWasCut() {
    var output = shop.run("head -c 12000000 /dev/zero | tr '\\0' x");

    byte[] log = shop.bytes(output.get("log"));
    String note = "\n[gatehold] The first 10485760 of 12000000 bytes are kept.\n";
    assertThat(log).hasSize(10 * 1024 * 1024 + note.length());
    assertThat(new String(log, log.length - note.length(), note.length(), StandardCharsets.UTF_8))
        .isEqualTo(note);
    assertThat(log[log.length - note.length() - 1]).isEqualTo((byte) 'x');
    assertThat(output).containsEntry("stdout", "x".repeat(16 * 1024));
  }

  @Test
  void aLogOfExactlyTheLimitIsWhole() {
    var output = shop.run("head -c 10485760 /dev/zero | tr '\\0' x");

    assertThat(shop.bytes(output.get("log"))).hasSize(10 * 1024 * 1024).containsOnly('x');
  }

  @Test
  void theLastLinesAreThoseOfAllOutputEvenWhenTheLogIsCut() {
    var failure =
        shop.failureOf(
            job(Workshop.bash("head -c 12000000 /dev/zero | tr '\\0' x; echo; echo end; exit 1")));

    assertThat(failure.message()).contains("xxx\nend\n See the log");
  }

  @Test
  void aCharacterIsNotCutInTwo() {
    for (int before = 0; before < 4; before++) {
      var output =
          shop.run(
              job(
                  Map.of(
                      "command",
                      List.of("cat"),
                      "stdin",
                      "x".repeat(16 * 1024 - before) + "🔒🔒🔒")));

      assertThat(Workshop.stdout(output)).isEqualTo("x".repeat(16 * 1024 - before));
    }
  }

  @Test
  void binaryOutputIsKeptAsItIsAndShownAsText() {
    var output = shop.run("for i in $(seq 0 255); do printf \"\\\\x$(printf %x $i)\"; done");

    byte[] every = new byte[256];
    for (int i = 0; i < 256; i++) {
      every[i] = (byte) i;
    }
    assertThat(shop.bytes(output.get("log"))).isEqualTo(every);
    assertThat(Workshop.stdout(output)).doesNotContain("\0").contains("ABC", "\uFFFD");
    assertThat(Json.canonical(output)).isNotEmpty();
  }

  @Test
  void onlyOneLineBreakIsTakenOff() {
    assertThat(shop.run("printf 'a\\n\\n'")).containsEntry("stdout", "a\n");
    assertThat(shop.run("printf 'a\\r\\n'")).containsEntry("stdout", "a");
    assertThat(shop.run("printf 'a'")).containsEntry("stdout", "a");
  }

  @Test
  void controlCharactersDoNotReachTheMessage() {
    var failure = shop.failureOf(job(Workshop.bash("printf '\\033[31mred\\a'; exit 1")));

    assertThat(failure.message()).doesNotContain("\033").doesNotContain("\007").contains("red");
  }

  @Test
  void aFileAboveTheLimitIsNotKept() {
    var failure =
        shop.failureOf(
            job(
                Map.of(
                    "command",
                    List.of("truncate", "-s", "52428801", "big.bin"),
                    "files",
                    Map.of("big", "big.bin"))));

    assertThat(failure.code()).isEqualTo("exec.file_too_large");
    assertThat(failure.message()).contains("'big.bin' to have at most 52428800 bytes");
  }

  @Test
  void aReportAboveTheLimitIsNotRead() {
    var failure = shop.failureOf(job(Workshop.bash("truncate -s 262145 \"$GATEHOLD_OUTPUT\"")));

    assertThat(failure.code()).isEqualTo("exec.output");
    assertThat(failure.message()).contains("more than 262144 bytes");
  }

  @Test
  void aCommandThatClosesItsOutputGoesOn() {
    var output = shop.run("echo before; exec >&- 2>&-; sleep 0.05; : > done; exit 0");

    assertThat(output).containsEntry("stdout", "before");
    assertThat(shop.working().resolve("done")).exists();
  }
}
