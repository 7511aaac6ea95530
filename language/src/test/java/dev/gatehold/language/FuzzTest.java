package dev.gatehold.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.language.Problem.Severity;
import dev.gatehold.language.report.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damages good and bad files at random. Whatever comes of it, the reader answers with a flow or
 * with an error that points into the file. Run with {@code
 * -Dgatehold.surefire.jvm=-Dgatehold.seed=N} to repeat a failure.
 */
class FuzzTest {
  private static final FlowReader READER = new FlowReader();
  private static final FloorReader FLOORS = new FloorReader();
  private static final int CASES = 2_500;

  private static final List<String> SNIPPETS =
      List.of(
          "\t",
          "\n",
          "  ",
          "- ",
          ": ",
          "#",
          "\"",
          "'",
          "|",
          ">-",
          "{",
          "}",
          "[",
          "]",
          "${{",
          "}}",
          "&a ",
          "*a",
          "!!str ",
          "---\n",
          "? ",
          "%YAML 1.2\n",
          "\0",
          "\uFEFF",
          "\u202E",
          "\uD800",
          "😀",
          "\u0085",
          "\u2028",
          "\\",
          "${{ steps.x.output }}",
          "${{ input.a.b }}",
          "if: true",
          "count: 0",
          "<<: {a: 1}",
          "null",
          "~",
          "1e999",
          "0x7fffffffffffffffffff",
          "999999999999999999999d",
          "P999999999999D",
          "group:",
          "user:x",
          "$ref: '#'",
          "allOf: [{$ref: '#'}]",
          "pattern: '('",
          "then: {approved: []}",
          "all: []",
          "- id: a\n  end: failed\n",
          "command: [bash, -c]",
          "files: {a: ''}",
          "when: '${{'",
          "title: |2\n   x",
          "count: 60%",
          "of: [role:lead]",
          "rework: {from: a}",
          "requester.manager",
          "manager(carol)",
          "remind: [1h before due]",
          "then: {own: []}",
          "as: approve",
          "about: ['${{ 1 }}']",
          "tags: [production]",
          "rejects_when: {count: 2}");

  @Test
  void everyFileIsAnsweredWithAFlowOrWithAnErrorInIt() throws IOException {
    long seed = Long.getLong("gatehold.seed", 20_261_122L);
    System.out.println("FuzzTest seed " + seed);
    Random random = new Random(seed);
    List<String> files = files();
    int good = 0;
    for (int i = 0; i < CASES; i++) {
      String file = damaged(files.get(random.nextInt(files.size())), random);
      String name = "seed " + seed + ", case " + i;
      good += check(file, name) ? 1 : 0;
      checkFloor(file, name);
    }
    // Most damage must be real for the errors to mean anything, and some must pass.
    assertThat(good).isBetween(CASES / 100, CASES / 2);
  }

  private static List<String> files() throws IOException {
    Path root = Path.of("src/test/resources/dev/gatehold/language");
    List<String> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path path : found.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
        String text = Files.readString(path);
        files.add(text);
        if (path.toString().contains("good")) {
          files.addAll(java.util.Collections.nCopies(20, text));
        }
      }
    }
    return files;
  }

  private static boolean check(String file, String name) {
    Reading reading;
    try {
      reading = READER.read("flow.yaml", file, BadFilesTest.NAMES);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(name + " threw on:\n" + file, e);
    }
    check(file, name, reading.problems(), reading.ok());
    return reading.ok();
  }

  private static void checkFloor(String file, String name) {
    FloorReading reading;
    try {
      reading = FLOORS.read("floor.yaml", file, BadFilesTest.NAMES);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(name + " threw on the floor:\n" + file, e);
    }
    check(file, name, reading.problems(), reading.ok());
  }

  private static void check(String file, String name, List<Problem> problems, boolean ok) {
    boolean error = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    assertThat(ok).as(name + ":\n" + file).isEqualTo(!error);
    String[] lines = SourceText.of(file).text().split("\n", -1);
    for (Problem problem : problems) {
      assertThat(problem.line()).as(name + ": " + problem).isBetween(1, lines.length);
      String line = lines[problem.line() - 1];
      assertThat(problem.column())
          .as(name + ": " + problem)
          .isBetween(1, line.codePointCount(0, line.length()) + 1);
      assertThat(problem.text())
          .contains(problem.message(), "\n  next: ")
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
    }
  }

  private static String damaged(String file, Random random) {
    String damaged = file;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      damaged = damage(damaged, random);
    }
    return damaged;
  }

  private static String damage(String file, Random random) {
    int at = random.nextInt(file.length() + 1);
    int to = Math.min(file.length(), at + 1 + random.nextInt(12));
    return switch (random.nextInt(8)) {
      case 0 -> file.substring(0, at) + file.substring(to);
      case 1 -> file.substring(0, at) + pick(SNIPPETS, random) + file.substring(at);
      case 2 -> file.substring(0, at) + pick(SNIPPETS, random) + file.substring(to);
      case 3 -> file.substring(0, at);
      case 4 -> file.substring(0, to) + file.substring(at);
      case 5 -> withoutLine(file, random);
      case 6 -> withMovedLine(file, random);
      default -> file.substring(0, at) + (char) random.nextInt(0x3000) + file.substring(to);
    };
  }

  private static String withoutLine(String file, Random random) {
    List<String> lines = new ArrayList<>(file.lines().toList());
    if (!lines.isEmpty()) {
      lines.remove(random.nextInt(lines.size()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String withMovedLine(String file, Random random) {
    List<String> lines = new ArrayList<>(file.lines().toList());
    if (!lines.isEmpty()) {
      String line = lines.get(random.nextInt(lines.size()));
      String moved = random.nextBoolean() ? "  " + line : line.replaceFirst("^  ", "");
      lines.add(random.nextInt(lines.size() + 1), moved);
    }
    return String.join("\n", lines) + "\n";
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
