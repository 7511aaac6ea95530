package dev.gatehold.language.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One thing in a value that a schema does not allow.
 *
 * @param path to the value, of keys ({@code String}) and indexes from 0 ({@code Integer})
 * @param property the key that is unknown, missing or badly named; null for other keywords
 * @param limit the value of the keyword in the schema
 * @param evaluation the keywords on the way from the schema's root to this one
 */
record Violation(
    String keyword,
    List<Object> path,
    @Nullable String property,
    JsonNode limit,
    List<String> evaluation) {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  Violation {
    path = List.copyOf(path);
    evaluation = List.copyOf(evaluation);
  }

  /**
   * The violations that people should read. Why none of several alternatives fits is told as one
   * violation of the {@code oneOf} or {@code anyOf}.
   */
  static List<Violation> of(List<Error> errors) {
    List<Violation> all = errors.stream().map(Violation::of).toList();
    List<Violation> found =
        new ArrayList<>(
            all.stream().filter(v -> !v.isInside("oneOf") && !v.isInside("anyOf")).toList());
    // The library reports a violated anyOf by its alternatives only.
    List<Violation> alternatives = all.stream().filter(v -> v.isInside("anyOf")).toList();
    alternatives.stream()
        .map(Violation::path)
        .distinct()
        .filter(path -> alternatives.stream().noneMatch(v -> v.isAbove(path)))
        .map(path -> new Violation("anyOf", path, null, MAPPER.nullNode(), List.of("anyOf")))
        .forEach(found::add);
    return found;
  }

  private boolean isInside(String keyword) {
    return evaluation.subList(0, Math.max(0, evaluation.size() - 1)).contains(keyword);
  }

  private boolean isAbove(List<Object> other) {
    return path.size() < other.size() && other.subList(0, path.size()).equals(path);
  }

  private static Violation of(Error error) {
    List<String> evaluation =
        elements(error.getEvaluationPath()).stream().map(Object::toString).toList();
    return new Violation(
        error.getKeyword(),
        elements(error.getInstanceLocation()),
        error.getProperty(),
        error.getSchemaNode() == null ? MAPPER.nullNode() : error.getSchemaNode(),
        evaluation);
  }

  /** A JSON value as the validator wants it. */
  static JsonNode node(Map<String, ? extends @Nullable Object> value) {
    return MAPPER.valueToTree(value);
  }

  /** The value that the path leads to, in a JSON value of plain Java. */
  @Nullable Object found(@Nullable Object root) {
    Object at = root;
    for (Object element : path) {
      if (at instanceof List<?> list && element instanceof Integer index && index < list.size()) {
        at = list.get(index);
      } else if (at instanceof Map<?, ?> map) {
        at = map.get(element.toString());
      } else {
        return null;
      }
    }
    return at;
  }

  private static List<Object> elements(NodePath path) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      elements.add(path.getElement(i));
    }
    return elements;
  }
}
