package dev.gatehold.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.language.schema.FileSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The reference page of the format says what is so. */
class ReferencePageTest {
  /** What a page that shows only steps leaves out. */
  private static final String STEPS =
      """
      flow: shown
      title: Shown
      input: { type: object, properties: { regions: { type: array } } }
      steps:
      """;

  private static final Path PAGE = Path.of("../docs/flow-file.md");
  private static final Path GOOD = Path.of("src/test/resources/dev/gatehold/language/good");
  private static final Path CORPUS = Path.of("src/test/resources/dev/gatehold/language/bad");

  /**
   * Codes whose files are too large or too special to keep; see FlowReaderTest and FloorReaderTest.
   */
  private static final Set<String> MADE_IN_TESTS =
      Set.of(
          "yaml.too_large",
          "flow.too_many_problems",
          "flow.too_many_expressions",
          "flow.expression_too_large",
          "flow.unknown_connector",
          "floor.may_be_unmet");

  private static List<String> blocks(String kind) throws IOException {
    return Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static Set<String> codes(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String textOf(Path folder, String ending) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
        text.append(Files.readString(file)).append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void itsExamplesAreWithoutProblems() throws IOException {
    List<String> blocks = blocks("yaml");
    assertThat(blocks).contains(Files.readString(GOOD.resolve("payment.yaml")));
    assertThat(blocks.getLast())
        .isEqualTo(Files.readString(GOOD.resolve("production-changes.yaml")));
    for (String block : blocks.subList(0, blocks.size() - 1)) {
      String flow = block.startsWith("- id:") ? STEPS + block.indent(2) : block;
      assertThat(new FlowReader().read("flow-file.md", flow, Names.UNKNOWN).problems())
          .extracting(Problem::text)
          .isEmpty();
    }
    assertThat(new FloorReader().read("flow-file.md", blocks.getLast(), Names.UNKNOWN).problems())
        .extracting(Problem::text)
        .isEmpty();
  }

  @Test
  void itsReportsAreRealOnes() throws IOException {
    String reports = textOf(CORPUS, ".txt");
    assertThat(blocks("text")).hasSize(3).allSatisfy(one -> assertThat(reports).contains(one));
  }

  @Test
  void itListsEveryCodeThereIs() throws IOException {
    Set<String> inSources =
        codes(textOf(Path.of("src/main/java"), ".java"), "\"((?:flow|floor|yaml)\\.[a-z_]+)\"");
    Set<String> onThePage = codes(Files.readString(PAGE), "`((?:flow|floor|yaml)\\.[a-z_]+)`");
    assertThat(onThePage).isEqualTo(inSources);
  }

  @Test
  void everyCodeHasAFileThatShowsIt() throws IOException {
    Set<String> inSources =
        codes(textOf(Path.of("src/main/java"), ".java"), "\"((?:flow|floor|yaml)\\.[a-z_]+)\"");
    Set<String> shown = codes(textOf(CORPUS, ".txt"), "\\[((?:flow|floor|yaml)\\.[a-z_]+)\\]");
    shown.addAll(MADE_IN_TESTS);
    assertThat(shown).isEqualTo(inSources);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void itNamesEveryKeyOfTheSchemas(FileSchema schema) throws IOException {
    String page = Files.readString(PAGE);
    Set<String> keys = new TreeSet<>();
    JsonMapper.shared()
        .readTree(schema.text())
        .findValues("properties")
        .forEach(properties -> keys.addAll(properties.propertyNames()));
    assertThat(keys)
        .hasSizeGreaterThan(10)
        .allSatisfy(key ->
            assertThat(Pattern.compile("`[^`]*\\b" + key + "\\b[^`]*`").matcher(page).find())
                .as(key)
                .isTrue());
  }

  static List<FileSchema> schemas() {
    return List.of(FileSchema.FLOW, FileSchema.FLOOR);
  }
}
