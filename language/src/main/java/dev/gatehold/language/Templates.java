package dev.gatehold.language;

import dev.gatehold.core.flow.Template;
import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes templates of values in which <code>${{ }}</code> may stand. */
final class Templates {
  private Templates() {}

  /** The template of a value; a value without any expression is one literal. */
  static Template of(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar when scalar.value() instanceof String text -> ofText(text);
      case YamlNode.Scalar scalar -> new Template.Literal(scalar.value());
      case YamlNode.Items(_, var items) -> {
        List<Template> templates = items.stream().map(Templates::of).toList();
        yield allLiteral(templates)
            ? new Template.Literal(node.plain())
            : new Template.Sequence(templates);
      }
      case YamlNode.Fields fields -> {
        Template.Mapping mapping = mapping(fields);
        yield allLiteral(mapping.entries().values()) ? new Template.Literal(node.plain()) : mapping;
      }
    };
  }

  static @Nullable Template orNull(@Nullable YamlNode node) {
    return node == null ? null : of(node);
  }

  static List<Template> ofEach(List<YamlNode> nodes) {
    return nodes.stream().map(Templates::of).toList();
  }

  /** The template of an object, field by field. */
  static Template.Mapping mapping(YamlNode.Fields fields) {
    Map<String, Template> entries = new LinkedHashMap<>();
    fields.fields().forEach((key, field) -> entries.put(key, of(field.value())));
    return new Template.Mapping(entries);
  }

  private static Template ofText(String text) {
    TemplateText parsed = TemplateText.parse(text);
    if (!parsed.hasExpression()) {
      return Template.text(text);
    }
    List<Template> parts = parsed.parts().stream().map(Templates::part).toList();
    return parts.size() == 1 ? parts.getFirst() : new Template.Text(parts);
  }

  private static Template part(TemplateText.Part part) {
    return switch (part) {
      case TemplateText.Fixed(var text) -> Template.text(text);
      case TemplateText.Embedded(var source, _) -> {
        String secret = SecretNames.in(source);
        yield secret == null ? new Template.Expression(source) : new Template.Secret(secret);
      }
    };
  }

  private static boolean allLiteral(Iterable<Template> templates) {
    for (Template template : templates) {
      if (!(template instanceof Template.Literal)) {
        return false;
      }
    }
    return true;
  }
}
