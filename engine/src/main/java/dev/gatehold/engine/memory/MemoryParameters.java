package dev.gatehold.engine.memory;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a memory step asks for. */
sealed interface MemoryParameters {
  record Get(String key, @Nullable Object otherwise) implements MemoryParameters {}

  record Put(String key, @Nullable Object value, @Nullable Long expected)
      implements MemoryParameters {}

  record Delete(String key, @Nullable Long expected) implements MemoryParameters {}

  record ListKeys(String prefix) implements MemoryParameters {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException saying what has another shape
   */
  static MemoryParameters of(Map<String, @Nullable Object> json) {
    List<String> given =
        List.of("get", "put", "delete", "list").stream().filter(json::containsKey).toList();
    if (given.size() != 1) {
      throw new IllegalArgumentException(
          "Expected one of get, put, delete and list, but found " + given.size() + " of them.");
    }
    String verb = given.getFirst();
    String name = text(verb, json.get(verb));
    return switch (verb) {
      case "get" -> new Get(name, json.get("default"));
      case "put" -> new Put(name, json.get("value"), version(json.get("if_version")));
      case "delete" -> new Delete(name, version(json.get("if_version")));
      default -> new ListKeys(name);
    };
  }

  private static String text(String name, @Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case null, default ->
          throw new IllegalArgumentException(
              "Expected '" + name + "' to be text, but found '" + value + "'.");
    };
  }

  private static @Nullable Long version(@Nullable Object value) {
    if (value == null || (value instanceof Long number && number >= 0)) {
      return (Long) value;
    }
    throw new IllegalArgumentException(
        "Expected 'if_version' to be a version, 0 or more, but found '" + value + "'.");
  }
}
