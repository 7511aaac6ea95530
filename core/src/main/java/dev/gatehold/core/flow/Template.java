package dev.gatehold.core.flow;

import dev.gatehold.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a flow file in which <code>${{ }}</code> may stand. The places of expressions are
 * fixed when the file is read; text that arrives as data is never searched for expressions.
 */
public sealed interface Template {
  /** A value as it stands. */
  record Literal(@Nullable Object value) implements Template {
    public Literal {
      value = Json.freeze(value);
    }
  }

  /** One expression that is the whole value, so that its type is kept. */
  record Expression(String source) implements Template {}

  /**
   * The place of a secret. It never has a value here: all that is ever rendered is an inert word,
   * and who carries the work out sets the value in where {@link SecretPlace} says.
   *
   * @param name as the flow declares it
   */
  record Secret(String name) implements Template {
    /** The word that stands for a secret wherever its value would. */
    public static String word(String name) {
      return "(secret " + name + ")";
    }
  }

  /** Text with expressions in it; their values are written as text, objects and lists as JSON. */
  record Text(List<Template> parts) implements Template {
    public Text {
      parts = List.copyOf(parts);
    }
  }

  /** A list of templates. */
  record Sequence(List<Template> items) implements Template {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** An object whose values are templates, in the file's order. */
  record Mapping(Map<String, Template> entries) implements Template {
    public static final Mapping EMPTY = new Mapping(Map.of());

    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The rendered object. */
    public Map<String, @Nullable Object> renderObject(Expressions expressions, Scope scope) {
      Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(entries.size());
      entries.forEach((key, template) -> values.put(key, template.render(expressions, scope)));
      return Json.freezeObject(values);
    }
  }

  /** A template of literal text. */
  static Template text(String text) {
    return new Literal(text);
  }

  /**
   * The value with all expressions replaced.
   *
   * @throws ExpressionException when one of them cannot be evaluated
   */
  default @Nullable Object render(Expressions expressions, Scope scope) {
    return switch (this) {
      case Literal(var value) -> value;
      case Expression(var source) -> Json.freeze(expressions.evaluate(source, scope));
      case Secret(var name) -> Secret.word(name);
      case Text(var parts) -> {
        StringBuilder text = new StringBuilder();
        for (Template part : parts) {
          text.append(part.renderText(expressions, scope));
        }
        yield text.toString();
      }
      case Sequence(var items) -> {
        List<@Nullable Object> values = new ArrayList<>(items.size());
        for (Template item : items) {
          values.add(item.render(expressions, scope));
        }
        yield Json.freeze(values);
      }
      case Mapping mapping -> mapping.renderObject(expressions, scope);
    };
  }

  /** The rendered value as text: text itself, nothing for null, JSON for everything else. */
  default String renderText(Expressions expressions, Scope scope) {
    return switch (render(expressions, scope)) {
      case null -> "";
      case String text -> text;
      case Object other -> Json.canonical(other);
    };
  }
}
