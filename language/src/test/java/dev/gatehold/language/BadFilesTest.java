package dev.gatehold.language;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of problem, with the report that people read. After a deliberate change run once with
 * {@code -Dgatehold.surefire.jvm=-Dgatehold.golden=write} and review the difference.
 */
class BadFilesTest {
  private static final Path FILES = Path.of("src/test/resources/dev/gatehold/language/bad");

  private static final FlowReader READER = new FlowReader();
  private static final FloorReader FLOORS = new FloorReader();

  static final Names NAMES =
      new Names(
          Cast.DIRECTORY,
          Set.of("exec", "http", "ssh", "task", "memory"),
          List.of(Cast.FLOOR, Cast.READING));

  static List<String> files() throws IOException {
    return yamlIn(FILES);
  }

  static List<String> floors() throws IOException {
    return yamlIn(FILES.resolve("floors"));
  }

  private static List<String> yamlIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReportedAsReviewed(String name) throws IOException {
    Path file = FILES.resolve(name);
    Reading reading = READER.read(name, Files.readString(file), NAMES);
    isAsReviewed(file, reading.problems(), reading.ok());
  }

  @ParameterizedTest
  @MethodSource("floors")
  void aFloorIsReportedAsReviewed(String name) throws IOException {
    Path file = FILES.resolve("floors").resolve(name);
    FloorReading reading = FLOORS.read(name, Files.readString(file), NAMES);
    isAsReviewed(file, reading.problems(), reading.ok());
  }

  private static void isAsReviewed(Path file, List<Problem> problems, boolean ok)
      throws IOException {
    String report = problems.stream().map(Problem::text).collect(joining("\n\n", "", "\n"));
    Path golden = Path.of(file.toString().replace(".yaml", ".txt"));
    if ("write".equals(System.getProperty("gatehold.golden"))) {
      Files.writeString(golden, report);
    }
    assertThat(report).as(file.toString()).isEqualTo(Files.readString(golden));
    assertThat(problems).isNotEmpty();
    assertThat(ok)
        .isEqualTo(
            problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR));
  }
}
