package dev.gatehold.core.run;

import dev.gatehold.core.approval.Source;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the people that a flow names: what stands in the directory is looked up when the gate
 * opens, and what cannot be found stays in the requirement as a place that nobody can fill.
 */
final class Sources {
  static final String REQUESTER = "requester";
  private static final Pattern RELATION =
      Pattern.compile("(?<relation>[a-z][a-z0-9_-]*)\\((?<person>[^()]+)\\)");

  private final Expressions expressions;
  private final Scope scope;
  private final String requester;
  private final Context context;

  /**
   * @param requester the person that the run counts as requested by
   */
  Sources(Expressions expressions, Scope scope, String requester, Context context) {
    this.expressions = expressions;
    this.scope = scope;
    this.requester = requester;
    this.context = context;
  }

  /**
   * The sources that these templates name, in their order; {@code excluded} never get a turn.
   *
   * @throws IllegalArgumentException when one is not a source
   */
  List<Source> of(List<Template> templates, Set<String> excluded) {
    return templates.stream()
        .flatMap(template -> texts(template).stream())
        .map(text -> source(text, excluded))
        .distinct()
        .toList();
  }

  /** What a template names: one text, or the texts of a list. */
  List<String> texts(Template template) {
    Object rendered = template.render(expressions, scope);
    List<?> values = rendered instanceof List<?> several ? several : Arrays.asList(rendered);
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof String text) || text.isBlank()) {
        throw new IllegalArgumentException(
            "Expected the name of a person or group, but found " + Json.canonical(value) + ".");
      }
      texts.add(text.strip());
    }
    return texts;
  }

  private Source source(String text, Set<String> excluded) {
    if (text.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "Expected the name of a person or group without '=', but found '" + text + "'.");
    }
    Directory directory = context.directory();
    if (text.equals(REQUESTER) || text.startsWith(REQUESTER + ".")) {
      return new Source.Found(text, related(requester, text.substring(REQUESTER.length())));
    }
    Matcher relation = RELATION.matcher(text);
    if (relation.matches()) {
      return new Source.Found(
          text, related(personIn(relation.group("person")), "." + relation.group("relation")));
    }
    Source source = Source.parse(text);
    if (source instanceof Source.OnCall(var name)
        && directory.rotations().get(name) instanceof Rotation.RoundRobin robin) {
      return new Source.Found(text, turn(robin, excluded));
    }
    return source instanceof Source.User(var id)
        ? new Source.User(directory.personBehind(id))
        : source;
  }

  private @Nullable String related(String person, String path) {
    String found = person;
    for (String relation : path.split("\\.", -1)) {
      if (found != null && !relation.isEmpty()) {
        found = context.directory().related(found, relation);
      }
    }
    return found;
  }

  /** The next in turn who is there and may count; null when nobody is. */
  private @Nullable String turn(Rotation.RoundRobin robin, Set<String> excluded) {
    long turn = context.turns().getOrDefault(robin.name(), 0L);
    for (int i = 0; i < robin.members().size(); i++) {
      String person = context.directory().personBehind(robin.at(turn + i));
      Directory.Person known = context.directory().people().get(person);
      if (known != null && !excluded.contains(person) && !away(known, context.now())) {
        return person;
      }
    }
    return null;
  }

  private static boolean away(Directory.Person person, Instant now) {
    return person.absences().stream().anyMatch((Absence absence) -> absence.holds(now));
  }

  /** The person that a text names as {@code ID}, {@code user:ID} or {@code requester}. */
  String personIn(String text) {
    if (text.equals(REQUESTER)) {
      return requester;
    }
    if (text.indexOf(':') < 0) {
      return context.directory().personBehind(text);
    }
    if (Source.parse(text) instanceof Source.User(var id)) {
      return context.directory().personBehind(id);
    }
    throw new IllegalArgumentException(
        "Expected a person, as 'ID' or 'user:ID', but found '" + text + "'.");
  }
}
