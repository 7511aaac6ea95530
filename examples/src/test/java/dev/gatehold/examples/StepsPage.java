package dev.gatehold.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that shows each kind of step: flows, each with a table of what becomes of it. */
final class StepsPage {
  private static final Path FILE = Path.of("../docs/steps.md");
  private static final Pattern BLOCK =
      Pattern.compile(
          "```yaml\n(?<source>.*?)```\n(?<after>[^`]*?\n\\|.*?)?(?=\n[^|]|\\z)", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("^\\| (?<kind>[a-z]+) \\| (?<text>.+) \\|$", Pattern.MULTILINE);

  /** A line of a table. */
  record Row(String kind, String text) {}

  /** A flow of the page, and what the page says about one run of it. */
  record Shown(String source, List<Row> rows) {
    String name() {
      return FlowFile.name(source);
    }

    List<String> all(String kind) {
      return rows.stream().filter(row -> row.kind().equals(kind)).map(Row::text).toList();
    }

    /** The text of a line that has to be there, once. */
    String one(String kind) {
      List<String> found = all(kind);
      if (found.size() != 1) {
        throw new AssertionError(
            "Expected one line '%s' below '%s', but found %s.".formatted(kind, name(), found));
      }
      return found.getFirst();
    }

    @Override
    public String toString() {
      return name();
    }
  }

  private StepsPage() {}

  static String text() throws IOException {
    return Files.readString(FILE);
  }

  static List<Shown> flows() throws IOException {
    List<Shown> flows = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text());
    while (blocks.find()) {
      String after = blocks.group("after") == null ? "" : blocks.group("after");
      List<Row> rows =
          ROW.matcher(after)
              .results()
              .map(row -> new Row(row.group("kind"), row.group("text")))
              .toList();
      flows.add(new Shown(blocks.group("source"), rows));
    }
    return flows;
  }
}
