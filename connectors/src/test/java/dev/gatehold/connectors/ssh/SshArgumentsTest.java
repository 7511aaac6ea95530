package dev.gatehold.connectors.ssh;

import static dev.gatehold.connectors.ssh.Desk.command;
import static dev.gatehold.connectors.ssh.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.connectors.command.CommandParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in an argument, a variable or standard input is data over there, too. */
class SshArgumentsTest {
  private static final String[] PIECES = {
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "& touch pwned",
    "| touch pwned",
    "\ntouch pwned\n",
    "> pwned",
    "${HOME}",
    "$HOME",
    "~",
    "*",
    "?",
    "[a-z]",
    "{a,b}",
    "!",
    "!!",
    "#",
    "\\",
    "\\n",
    "\\'",
    "'",
    "\"",
    "''",
    "\"\"",
    "$'\\x41'",
    "$((1+1))",
    "<(touch pwned)",
    "<<EOF",
    "2>&1",
    "%s%n",
    "-n",
    "--",
    "-e",
    "A=B",
    "\t",
    "\r\n",
    "\u0001",
    "\u001B[31m",
    "\u007F",
    "Grüße",
    "ā\u0081\u0088",
    "日本語",
    "🔒",
    "\u202E",
    "EOF\n",
    "}\n",
    "(",
    ")"
  };

  @TempDir private static Path folder;
  private static TestSshd sshd;
  private static Desk desk;

  @BeforeAll
  static void start() {
    sshd = new TestSshd(folder);
    desk = new Desk(sshd.connection());
  }

  @AfterAll
  static void stop() {
    sshd.close();
  }

  /** Every piece alone, after and before text, in quotes of either kind, and behind another. */
  private static List<String> corpus() {
    Set<String> all = new TreeSet<>(List.of("", " ", "  two  spaces  ", "x".repeat(100_000)));
    for (int i = 0; i < PIECES.length; i++) {
      String piece = PIECES[i];
      all.addAll(
          List.of(
              piece,
              "a" + piece,
              piece + " b",
              "'" + piece + "'",
              "\"" + piece,
              PIECES[(i + 7) % PIECES.length] + piece));
    }
    return List.copyOf(all);
  }

  private static List<String> words(String first, String second, List<String> more) {
    List<String> words = new ArrayList<>(List.of(first, second));
    words.addAll(more);
    return words;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void argumentsArriveAsTheyAre(boolean detach) throws Exception {
    List<String> corpus = corpus();
    assertThat(corpus).hasSizeGreaterThan(200);
    Map<String, Object> parameters =
        with(command("x"), "command", words("printf", "%s\\0", corpus));
    arrived(desk.run(with(parameters, "detach", detach)).get("log"), corpus);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void variablesArriveAsTheyAre(boolean detach) throws Exception {
    List<String> corpus = corpus();
    Map<String, Object> env = new LinkedHashMap<>();
    for (int i = 0; i < corpus.size(); i++) {
      env.put("TEXT_" + i, corpus.get(i));
    }
    String script =
        "i=0; while [ $i -lt $1 ]; do eval \"printf '%s\\\\0' \\\"\\$TEXT_$i\\\"\"; i=$((i+1));"
            + " done";
    Map<String, Object> parameters =
        with(Desk.sh(script, String.valueOf(corpus.size())), "env", env);
    arrived(desk.run(with(parameters, "detach", detach)).get("log"), corpus);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void standardInputArrivesAsItIs(boolean detach) throws Exception {
    List<String> corpus = corpus();
    Map<String, Object> parameters =
        with(command("cat"), "stdin", String.join("\0", corpus) + "\0");
    arrived(desk.run(with(parameters, "detach", detach)).get("log"), corpus);
  }

  @Test
  void aProgramsNameIsDataToo() throws Exception {
    for (String name : List.of("touch pwned", "$(touch pwned)", "ls; touch pwned", "A=B")) {
      assertThat(desk.failure(command(name)).code()).as(name).isEqualTo("ssh.exit");
    }
    nothingHappened();
  }

  @Test
  void halfAScriptDoesNothing() throws Exception {
    Scripts scripts =
        new Scripts(
            Desk.job(Map.of()),
            CommandParameters.of(
                Map.of("command", List.of("touch", sshd.home().resolve("pwned").toString()))));
    String whole = scripts.run();
    for (int cut = 1; cut < whole.length() - 3; cut += 97) {
      Process shell =
          new ProcessBuilder("sh", "-c", "eval \"$1\"", "sh", whole.substring(0, cut))
              .redirectErrorStream(true)
              .start();
      shell.getOutputStream().close();
      assertThat(shell.inputReader().readAllLines()).noneMatch(line -> line.startsWith("gatehold"));
      assertThat(shell.waitFor()).as("cut at " + cut).isNotZero();
    }
    nothingHappened();
  }

  private static void arrived(@Nullable Object log, List<String> corpus) throws Exception {
    String said = desk.text(log);
    assertThat(said).endsWith("\0");
    assertThat(List.of(said.substring(0, said.length() - 1).split("\0", -1))).isEqualTo(corpus);
    nothingHappened();
  }

  private static void nothingHappened() throws Exception {
    try (Stream<Path> files = Files.list(sshd.home())) {
      assertThat(files.map(file -> file.getFileName().toString())).containsOnly(".gatehold");
    }
  }
}
