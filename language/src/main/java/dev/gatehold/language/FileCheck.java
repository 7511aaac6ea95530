package dev.gatehold.language;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks that files to keep stay inside the working directory. */
final class FileCheck {
  private FileCheck() {}

  static void check(@Nullable YamlNode files, ExpressionCheck expressions, Findings findings) {
    if (files instanceof YamlNode.Fields named) {
      named
          .fields()
          .values()
          .forEach(field -> {
            expressions.literal(field.value());
            path(field.value(), findings);
          });
    }
  }

  private static void path(YamlNode node, Findings findings) {
    String path = node.text();
    if (path == null || path.isEmpty()) {
      return;
    }
    boolean inside =
        !path.startsWith("/")
            && !path.contains("\\")
            && !path.contains("\0")
            && Arrays.stream(path.split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
    if (!inside) {
      findings.error(
          "flow.bad_path",
          node.place(),
          "Expected a path inside the working directory, but found " + Words.quote(path) + ".",
          "Write it relative, without '..', such as out/change.diff.");
    }
  }
}
