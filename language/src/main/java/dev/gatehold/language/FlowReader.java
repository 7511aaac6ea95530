package dev.gatehold.language;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.language.expression.CelAnalyzer;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.schema.FileSchema;
import dev.gatehold.language.schema.FileShape;
import dev.gatehold.language.yaml.YamlNode;
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
   * @param names people, groups and all else that the flow may refer to, and the floors
   */
  public Reading read(String file, String source, Names names) {
    SourceFile read = SourceFile.read(source, "flow: name-of-the-flow");
    YamlNode.Fields root = read.root();
    Flow flow = root == null ? null : flow(root, names, read.findings());
    return new Reading(flow, read.problems(file));
  }

  private @Nullable Flow flow(YamlNode.Fields root, Names names, Findings findings) {
    FileShape.check(root, FileSchema.FLOW, findings);
    FlowCheck.Learned learned = FlowCheck.check(root, names, analyzer, findings);
    if (findings.anyError()) {
      return null;
    }
    Flow flow = FlowBuilder.build(root);
    RouteCheck.check(flow, learned, findings);
    learned.secrets().routes(flow);
    FloorReads reads = new FloorReads(analyzer, learned.input(), findings);
    FloorCheck floors = new FloorCheck(flow, learned, reads, findings);
    names.floors().forEach(floors::check);
    return findings.anyError() ? null : flow;
  }
}
