package dev.gatehold.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.language.FloorReading;
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
  private static final Set<String> CONNECTORS = Set.of("exec", "ssh", "task", "memory");

  static List<Path> flowFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("."), 2)) {
      return files.filter(file -> file.endsWith("flow.yaml")).map(Path::normalize).toList();
    }
  }

  @Test
  void theExamplesAreFound() throws IOException {
    assertThat(flowFiles())
        .containsExactlyInAnyOrder(
            Path.of("access-request/flow.yaml"),
            Path.of("agent-improvement/flow.yaml"),
            Path.of("architecture-decision/flow.yaml"),
            Path.of("code-change/flow.yaml"),
            Path.of("content-draft/flow.yaml"),
            Path.of("content-operator/flow.yaml"),
            Path.of("contract/flow.yaml"),
            Path.of("expense/flow.yaml"),
            Path.of("maintenance-window/flow.yaml"),
            Path.of("nightly-export/flow.yaml"),
            Path.of("policy-update/flow.yaml"),
            Path.of("production-credentials/flow.yaml"),
            Path.of("regional-rollout/flow.yaml"),
            Path.of("release/flow.yaml"),
            Path.of("vendor-offer/flow.yaml"));
  }

  @ParameterizedTest
  @MethodSource("flowFiles")
  void everyFlowFileIsWithoutProblems(Path file) throws IOException {
    Names names = new Names(Cast.directory(), CONNECTORS, List.of());

    Reading reading = new FlowReader().read(file.toString(), Files.readString(file), names);

    assertThat(reading.problems()).extracting(Problem::text).isEmpty();
    assertThat(reading.flow()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("flowFiles")
  void everyFlowIsNamedAsItsFolder(Path file) throws IOException {
    assertThat(Files.readAllLines(file)).contains("flow: " + file.getParent());
  }

  @ParameterizedTest
  @MethodSource("flowFiles")
  void everyFlowHoldsTheFloors(Path file) throws IOException {
    Names names = new Names(Cast.directory(), CONNECTORS, Floors.all());

    Reading reading = new FlowReader().read(file.toString(), Files.readString(file), names);

    assertThat(reading.problems())
        .extracting(Problem::code)
        .allMatch(code -> code.equals("floor.adds"));
  }

  static List<Path> floorFiles() throws IOException {
    return Floors.files();
  }

  @ParameterizedTest
  @MethodSource("floorFiles")
  void everyFloorIsWithoutProblems(Path file) throws IOException {
    FloorReading reading = Floors.read(file);

    assertThat(reading.problems()).extracting(Problem::text).isEmpty();
    assertThat(reading.floor()).isNotNull();
  }

  static Stream<Path> allFiles() throws IOException {
    return Stream.concat(flowFiles().stream(), floorFiles().stream());
  }

  @ParameterizedTest
  @MethodSource("allFiles")
  void everyFileTellsEditorsItsSchema(Path file) throws IOException {
    String first = Files.readAllLines(file).getFirst();
    String modeline = "# yaml-language-server: $schema=";

    assertThat(first).startsWith(modeline);
    assertThat(file.resolveSibling(first.substring(modeline.length()))).exists();
  }
}
