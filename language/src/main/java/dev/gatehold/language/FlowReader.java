package dev.gatehold.language;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.language.expression.CelAnalyzer;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.SourceText;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.schema.FlowShape;
import dev.gatehold.language.yaml.YamlNode;
import dev.gatehold.language.yaml.YamlReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads flow files. A file either gives a flow, checked as far as it can be before it runs, or all
 * of its problems at once. Pure and thread-safe; no input makes it throw.
 */
public final class FlowReader {
  private final CelAnalyzer analyzer = new CelAnalyzer();

  /**
   * Reads a file.
   *
   * @param file the name to report problems under
   * @param source the text of the file
   * @param names people, groups and connectors that the flow may refer to
   */
  public Reading read(String file, String source, Names names) {
    Findings findings = new Findings();
    if (!YamlReader.withinLimits(source, findings)) {
      return new Reading(null, Problems.of(file, SourceText.of(""), findings));
    }
    SourceText text = SourceText.of(source);
    YamlNode.Fields root = root(YamlReader.read(text, findings), findings);
    if (root != null) {
      FlowShape.check(root, findings);
      FlowCheck.check(root, names, analyzer, findings);
    }
    Flow flow = root == null || findings.anyError() ? null : FlowBuilder.build(root);
    return new Reading(flow, Problems.of(file, text, findings));
  }

  private static YamlNode.@Nullable Fields root(@Nullable YamlNode node, Findings findings) {
    if (node == null || node instanceof YamlNode.Fields) {
      return (YamlNode.Fields) node;
    }
    findings.error(
        "flow.wrong_type",
        node.place(),
        "Expected the file to be an object, but found " + Words.value(node.plain()) + ".",
        "Begin with 'flow: name-of-the-flow'.");
    return null;
  }
}
