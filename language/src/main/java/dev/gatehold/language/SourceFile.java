package dev.gatehold.language;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.SourceText;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import dev.gatehold.language.yaml.YamlReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file while it is read, with what was found in it so far.
 *
 * @param root null when the file holds no object, which was found then
 */
record SourceFile(SourceText text, YamlNode.@Nullable Fields root, Findings findings) {
  /**
   * Reads the text as YAML.
   *
   * @param beginning how such a file begins
   */
  static SourceFile read(String source, String beginning) {
    Findings findings = new Findings();
    if (!YamlReader.withinLimits(source, findings)) {
      return new SourceFile(SourceText.of(""), null, findings);
    }
    SourceText text = SourceText.of(source);
    YamlNode node = YamlReader.read(text, findings);
    if (node != null && !(node instanceof YamlNode.Fields)) {
      findings.error(
          "flow.wrong_type",
          node.place(),
          "Expected the file to be an object, but found " + Words.value(node.plain()) + ".",
          "Begin with '" + beginning + "'.");
    }
    return new SourceFile(text, node instanceof YamlNode.Fields root ? root : null, findings);
  }

  /** What people read of what was found. */
  List<Problem> problems(String file) {
    return Problems.of(file, text, findings);
  }
}
