package dev.gatehold.server.floor;

import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Template;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requirements as people read them. */
final class RequiresText {
  private RequiresText() {}

  /** Such as {@code 2 of group:sre, and 1 of role:lead if input.risk >= 7}. */
  static String of(Requires requires) {
    return switch (requires) {
      case Requires.People people -> of(people);
      case Requires.All(var parts) -> joined(parts, ", and ");
      case Requires.Any(var parts) -> joined(parts, ", or ");
      case Requires.Some(var count, var parts) ->
          "at least " + count + " of these: " + joined(parts, "; ");
      case Requires.Stages(var parts) -> joined(parts, ", then ");
    };
  }

  private static String joined(List<Requires> parts, String by) {
    return parts.stream()
        .map(part -> part instanceof Requires.People ? of(part) : "(" + of(part) + ")")
        .collect(Collectors.joining(by));
  }

  private static String of(Requires.People people) {
    String quota =
        switch (people.quota()) {
          case Requires.Quota.Count(var count) -> count + " of ";
          case Requires.Quota.Everyone _ -> "all of ";
          case Requires.Quota.Percent(var percent) -> percent + "% of ";
        };
    String from = people.from().stream().map(RequiresText::of).collect(Collectors.joining(" or "));
    return quota + from + (people.when() == null ? "" : " if " + people.when());
  }

  /** As in the file. */
  private static String of(Template source) {
    return switch (source) {
      case Template.Literal(var value) -> said(value);
      case Template.Expression(var text) -> "${{ " + text + " }}";
      case Template.Secret(var name) -> Template.Secret.word(name);
      case Template.Text(var parts) ->
          parts.stream().map(RequiresText::of).collect(Collectors.joining());
      case Template.Sequence(var items) ->
          items.stream().map(RequiresText::of).collect(Collectors.joining(" or "));
      case Template.Mapping mapping -> said(mapping.entries());
    };
  }

  private static String said(@Nullable Object value) {
    return String.valueOf(value);
  }
}
