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

  static final Names NAMES = new Names(Cast.DIRECTORY, Set.of("exec"), List.of());

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
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
    Reading reading = READER.read(name, Files.readString(FILES.resolve(name)), NAMES);
    String report =
        reading.problems().stream().map(Problem::text).collect(joining("\n\n", "", "\n"));
    Path golden = FILES.resolve(name.replace(".yaml", ".txt"));
    if ("write".equals(System.getProperty("gatehold.golden"))) {
      Files.writeString(golden, report);
    }
    assertThat(report).as(name).isEqualTo(Files.readString(golden));
    assertThat(reading.problems()).isNotEmpty();
    assertThat(reading.ok())
        .isEqualTo(
            reading.problems().stream()
                .allMatch(problem -> problem.severity() == Problem.Severity.WARNING));
  }
}
