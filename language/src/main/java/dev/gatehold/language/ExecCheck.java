package dev.gatehold.language;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.Arrays;
import java.util.Set;

/** Checks what an exec step sets and keeps: names that are taken, and paths that lead out. */
final class ExecCheck {
  /** What the output of every exec step has anyway. */
  private static final Set<String> OWN_OUTPUT = Set.of("exit", "stdout", "log");

  private static final String OWN_VARIABLES = "GATEHOLD_";

  private ExecCheck() {}

  static void check(YamlNode.Fields exec, ExpressionCheck expressions, Findings findings) {
    variables(exec, findings);
    if (exec.get("files") instanceof YamlNode.Fields files) {
      files
          .fields()
          .forEach((name, field) -> {
            output(name, field.key(), findings);
            expressions.literal(field.value());
            path(field.value(), findings);
          });
    }
  }

  /** The variables of a command, wherever it runs. */
  static void variables(YamlNode.Fields work, Findings findings) {
    if (work.get("env") instanceof YamlNode.Fields env) {
      env.fields().forEach((name, field) -> variable(name, field.key(), findings));
    }
  }

  private static void variable(String name, Place place, Findings findings) {
    if (name.startsWith(OWN_VARIABLES)) {
      findings.error(
          "flow.bad_name",
          place,
          "Expected a name that does not begin with GATEHOLD_, but found '" + name + "'.",
          "Rename it: these variables are set by Gatehold.");
    }
  }

  private static void output(String name, Place place, Findings findings) {
    if (OWN_OUTPUT.contains(name)) {
      findings.error(
          "flow.bad_name",
          place,
          "Expected a name other than exit, stdout and log, but found '" + name + "'.",
          "Rename it: every exec step has these outputs.");
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
