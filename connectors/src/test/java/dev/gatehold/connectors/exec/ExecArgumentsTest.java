package dev.gatehold.connectors.exec;

import static dev.gatehold.connectors.exec.Workshop.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in an argument, a variable or standard input is data. */
class ExecArgumentsTest {
  private static final List<String> CORPUS =
      List.of(
          "",
          " ",
          "  two  spaces  ",
          "\t",
          "\n",
          "a\nb",
          "a\r\nb",
          "trailing\n",
          "*",
          "?",
          "[a-z]*",
          "{a,b}",
          "{1..9}",
          "~",
          "~root",
          "~/x",
          "$HOME",
          "${HOME}",
          "$$",
          "$!",
          "$?",
          "$0",
          "$@",
          "$(touch pwned)",
          "`touch pwned`",
          "$((1+1))",
          "$[1+1]",
          "${IFS}touch${IFS}pwned",
          "; touch pwned",
          "& touch pwned",
          "&& touch pwned",
          "| touch pwned",
          "|| touch pwned",
          "\n touch pwned\n",
          "> pwned",
          ">> pwned",
          "< /etc/passwd",
          "<(touch pwned)",
          ">(touch pwned)",
          "2>&1",
          "<<EOF",
          "<<<x",
          "'",
          "\"",
          "'; touch pwned; '",
          "\"; touch pwned; \"",
          "\\",
          "\\\\",
          "\\n",
          "\\'",
          "$'\\x41'",
          "!",
          "!!",
          "!-1",
          "#",
          "# x",
          "a#b",
          "-",
          "--",
          "-e",
          "-c",
          "-rf",
          "--help",
          "=",
          "A=B",
          "A=B touch pwned",
          "%",
          "%s%n",
          "%PATH%",
          "^",
          "()",
          "(touch pwned)",
          "{ touch pwned; }",
          "[[ -f x ]]",
          "@",
          "@file",
          "+",
          ",",
          ":",
          "/",
          "../..",
          "../../etc/passwd",
          "/etc/passwd",
          "file:///etc/passwd",
          "${{ input.x }}",
          "{{ x }}",
          "#{T(java.lang.Runtime)}",
          "Grüße",
          "日本語",
          "🔒",
          "e\u0301",
          "\u202Eevil",
          "\u0001\u001B[31m",
          "\u007F",
          "x".repeat(10_000));

  @TempDir Path folder;
  Workshop shop;

  @BeforeEach
  void open() {
    shop = new Workshop(folder);
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    assertThat(CORPUS).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    List<Object> command = new ArrayList<>(List.of("bash", "-c", "printf '%s\\0' \"$@\" > seen"));
    command.add("work");
    command.addAll(CORPUS);

    shop.run(job(Map.of("command", command)));

    assertThat(seen()).isEqualTo(CORPUS);
    assertThatNothingElseHappened();
  }

  @Test
  void aProgramsOwnArgumentsArriveAsTheyAre() {
    for (String text : CORPUS) {
      var output = shop.run(job(Map.of("command", List.of("printf", "<%s>", text))));

      assertThat(output.get("stdout")).as(text).isEqualTo("<" + text + ">");
    }
  }

  @Test
  void variablesArriveAsTheyAre() throws Exception {
    Map<String, Object> env = new LinkedHashMap<>();
    for (int i = 0; i < CORPUS.size(); i++) {
      env.put("TEXT_" + i, CORPUS.get(i));
    }
    String script =
        "for ((i = 0; i < $1; i++)); do n=TEXT_$i; printf '%s\\0' \"${!n}\"; done > seen";

    shop.run(
        job(
            Map.of(
                "command",
                List.of("bash", "-c", script, "work", (long) CORPUS.size()),
                "env",
                env)));

    assertThat(seen()).isEqualTo(CORPUS);
    assertThatNothingElseHappened();
  }

  @Test
  void standardInputArrivesAsItIs() throws Exception {
    String all = String.join("\0", CORPUS) + "\0";

    shop.run(job(Map.of("command", List.of("tee", "seen"), "stdin", all)));

    assertThat(seen()).isEqualTo(CORPUS);
    assertThatNothingElseHappened();
  }

  @Test
  void textThatTheServersEncodingLacksIsRefusedAndNotReplaced() throws Exception {
    ProcessBuilder server =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PoorEncoding.class.getName(),
            folder.toString());
    server.environment().put("LC_ALL", "C");
    server.redirectError(new File("/dev/null"));
    Process process = server.start();

    assertThat(process.inputReader().readAllLines())
        .containsExactly(
            "exec.encoding Expected to pass 'command[1]' on as it is, but this server's encoding"
                + " US-ASCII does not have all of its characters. Start the server with"
                + " LC_ALL=C.UTF-8.");
  }

  /** A server that was started in the C locale. */
  static final class PoorEncoding {
    public static void main(String[] args) {
      var failure =
          new Workshop(Path.of(args[0]))
              .failureOf(job(Map.of("command", List.of("echo", "Gr\u00FC\u00DFe"))));
      System.out.println(failure.code() + " " + failure.message());
    }
  }

  private List<String> seen() throws Exception {
    String seen = Files.readString(shop.working().resolve("seen"));
    assertThat(seen).endsWith("\0");
    return Arrays.asList(seen.substring(0, seen.length() - 1).split("\0", -1));
  }

  private void assertThatNothingElseHappened() throws Exception {
    try (Stream<Path> files = Files.list(shop.working())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("seen", ".tmp");
    }
  }
}
