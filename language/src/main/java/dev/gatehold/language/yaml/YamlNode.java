package dev.gatehold.language.yaml;

import dev.gatehold.language.report.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a YAML document and its place. */
public sealed interface YamlNode {
  /** Where the value begins. */
  Place place();

  /**
   * Text, a number, true, false or null.
   *
   * @param value as {@code core.value.Json} describes
   */
  record Scalar(Place place, @Nullable Object value, ScalarPlaces places) implements YamlNode {}

  /** A list. */
  record Items(Place place, List<YamlNode> items) implements YamlNode {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object, in the file's order. */
  record Fields(Place place, Map<String, Field> fields) implements YamlNode {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The value of a key; null without one. */
    public @Nullable YamlNode get(String key) {
      Field field = fields.get(key);
      return field == null ? null : field.value();
    }

    /** The values without their places. */
    public Map<String, @Nullable Object> plainObject() {
      Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(fields.size());
      fields.forEach((key, field) -> values.put(key, field.value().plain()));
      return values;
    }

    /** Where a key stands, or the object's place when it is missing. */
    public Place keyPlace(String key) {
      Field field = fields.get(key);
      return field == null ? place : field.key();
    }
  }

  /**
   * A value with the place of its key.
   *
   * @param key where the key stands
   */
  record Field(Place key, YamlNode value) {}

  /** The value without its places: a JSON value as {@code core.value.Json} describes. */
  default @Nullable Object plain() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Items(_, var items) -> {
        List<@Nullable Object> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(item.plain()));
        yield values;
      }
      case Fields fields -> fields.plainObject();
    };
  }

  /** The text of a scalar; null for everything else. */
  default @Nullable String text() {
    return this instanceof Scalar(_, String text, _) ? text : null;
  }

  /** The value that a path of keys and of indexes from 0 leads to; null when there is none. */
  default @Nullable YamlNode at(List<?> path) {
    YamlNode at = this;
    for (Object element : path) {
      at = at == null ? null : at.child(element.toString());
    }
    return at;
  }

  /** As {@link #at}, or the last value that is there on the way. */
  default YamlNode nearest(List<?> path) {
    YamlNode at = this;
    for (Object element : path) {
      YamlNode child = at.child(element.toString());
      if (child == null) {
        return at;
      }
      at = child;
    }
    return at;
  }

  private @Nullable YamlNode child(String element) {
    return switch (this) {
      case Fields fields -> fields.get(element);
      case Items(_, var items) -> {
        int index = element.matches("\\d{1,6}") ? Integer.parseInt(element) : items.size();
        yield index < items.size() ? items.get(index) : null;
      }
      case Scalar _ -> null;
    };
  }
}
