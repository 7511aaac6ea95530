package dev.gatehold.core.run;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.Quota;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.value.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a floor asks for, as it is written: labels, titles and what it binds left out, and nothing
 * of who is in which group, so that the same floor asks for the same at any time.
 */
final class AskedByFloor {
  private AskedByFloor() {}

  /** The digest of what it asks for; kept in journals, so that its form never changes. */
  static Digest digest(Floor floor) {
    return Digest.ofJson(json(floor.requires()));
  }

  private static Map<String, @Nullable Object> json(Requires requires) {
    return switch (requires) {
      case Requires.People people -> people(people);
      case Requires.All(var parts) -> one("all", all(parts));
      case Requires.Any(var parts) -> one("any", all(parts));
      case Requires.Stages(var parts) -> one("stages", all(parts));
      case Requires.Some(var count, var parts) -> {
        Map<String, @Nullable Object> some = one("of", all(parts));
        some.put("count", (long) count);
        yield some;
      }
    };
  }

  private static Map<String, @Nullable Object> people(Requires.People people) {
    Map<String, @Nullable Object> asked = one("from", templates(people.from()));
    asked.put(
        "count",
        switch (people.quota()) {
          case Quota.Count(var count) -> (long) count;
          case Quota.Everyone _ -> "all";
          case Quota.Percent(var percent) -> percent + "%";
        });
    asked.put("when", people.when());
    asked.put("about", templates(people.about()));
    return asked;
  }

  private static List<Map<String, @Nullable Object>> all(List<Requires> parts) {
    return parts.stream().map(AskedByFloor::json).toList();
  }

  private static List<Map<String, @Nullable Object>> templates(List<Template> templates) {
    return templates.stream().map(AskedByFloor::json).toList();
  }

  private static Map<String, @Nullable Object> json(Template template) {
    return switch (template) {
      case Template.Literal(var value) -> one("value", value);
      case Template.Expression(var source) -> one("expression", source);
      case Template.Secret(var name) -> one("secret", name);
      case Template.Text(var parts) -> one("text", templates(parts));
      case Template.Sequence(var items) -> one("list", templates(items));
      case Template.Mapping(var entries) -> {
        Map<String, @Nullable Object> values = new TreeMap<>();
        entries.forEach((key, value) -> values.put(key, json(value)));
        yield one("object", values);
      }
    };
  }

  private static Map<String, @Nullable Object> one(String name, @Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put(name, value);
    return object;
  }
}
