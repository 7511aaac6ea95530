package dev.gatehold.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.language.FlowReader;
import dev.gatehold.language.Names;
import dev.gatehold.language.Problem;
import dev.gatehold.language.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowFilesTest {
  static List<Path> flowFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("."), 2)) {
      return files.filter(file -> file.endsWith("flow.yaml")).map(Path::normalize).toList();
    }
  }

  @Test
  void theExamplesAreFound() throws IOException {
    assertThat(flowFiles())
        .containsExactlyInAnyOrder(
            Path.of("code-change/flow.yaml"), Path.of("content-draft/flow.yaml"));
  }

  @ParameterizedTest
  @MethodSource("flowFiles")
  void everyFlowFileIsWithoutProblems(Path file) throws IOException {
    Names names = new Names(Cast.directory(), Set.of("exec"), List.of());

    Reading reading = new FlowReader().read(file.toString(), Files.readString(file), names);

    assertThat(reading.problems()).extracting(Problem::text).isEmpty();
    assertThat(reading.flow()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("flowFiles")
  void everyFlowFileTellsEditorsItsSchema(Path file) throws IOException {
    String first = Files.readAllLines(file).getFirst();
    String modeline = "# yaml-language-server: $schema=";

    assertThat(first).startsWith(modeline);
    assertThat(file.resolveSibling(first.substring(modeline.length()))).exists();
  }
}
