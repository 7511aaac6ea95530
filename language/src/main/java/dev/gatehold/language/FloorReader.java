package dev.gatehold.language;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.language.expression.CelAnalyzer;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.schema.FileSchema;
import dev.gatehold.language.schema.FileShape;
import dev.gatehold.language.yaml.YamlNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads floor files, each with one floor. A file either gives a floor, or all of its problems at
 * once. That names of floors are unique is for whoever reads several files. Pure and thread-safe;
 * no input makes it throw.
 */
public final class FloorReader {
  private final CelAnalyzer analyzer = new CelAnalyzer();

  /**
   * Reads a file.
   *
   * @param file the name to report problems under
   * @param source the text of the file
   * @param names people, groups and all else that the floor may refer to
   */
  public FloorReading read(String file, String source, Names names) {
    SourceFile read = SourceFile.read(source, "floor: name-of-the-floor");
    YamlNode.Fields root = read.root();
    Floor floor = root == null ? null : floor(root, names, read.findings());
    return new FloorReading(floor, read.problems(file));
  }

  private @Nullable Floor floor(YamlNode.Fields root, Names names, Findings findings) {
    FileShape.check(root, FileSchema.FLOOR, findings);
    ExpressionCheck expressions =
        new ExpressionCheck(
            analyzer, new InputShape(null), Map.of(), new SecretCheck(null, findings), findings);
    expressions.literal(root.get("title"));
    new RequirementCheck(new PeopleCheck(names, findings), expressions, findings)
        .check(
            root.get("requires"),
            new PossiblePeople(names.directory(), Set.of()),
            Visible.ANYTHING);
    return findings.anyError() ? null : build(root);
  }

  private static Floor build(YamlNode.Fields root) {
    YamlNode.Fields binds = (YamlNode.Fields) Nodes.require(root, "binds");
    return new Floor(
        Nodes.text(root, "floor"),
        Nodes.text(root, "title"),
        new Floor.Binding(
            Nodes.texts(binds, "flows"),
            Nodes.texts(binds, "tags"),
            Nodes.texts(binds, "steps"),
            Nodes.texts(binds, "hosts")),
        RequirementBuilder.build(Nodes.require(root, "requires")));
  }
}
