package dev.gatehold.language;

import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.people.Directory;
import dev.gatehold.language.expression.TemplateText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who could come by a source, as far as that can be said before a run exists. Whoever is looked up
 * then is one person whom nobody knows yet, under the written form as an id.
 *
 * @param directory null when it is not known
 * @param excluded ids of people who never count
 */
record PossiblePeople(@Nullable Directory directory, Set<String> excluded) {
  PossiblePeople {
    excluded = Set.copyOf(excluded);
  }

  /** Their ids; null when it may be anybody, and any number of people. */
  @Nullable Set<String> of(String text) {
    if (TemplateText.parse(text).hasExpression()) {
      return null;
    }
    Set<String> ids =
        switch (SourceForm.parse(text)) {
          case null -> null;
          case SourceForm.Requester _ -> null;
          case SourceForm.OfRequester _ -> Set.of(text);
          case SourceForm.Related(var relation, var person) -> related(relation, person, text);
          case SourceForm.Named(var kind, var name) -> named(kind, name, text);
        };
    if (ids == null) {
      return null;
    }
    Set<String> left = new LinkedHashSet<>(ids);
    left.removeAll(excluded);
    return left;
  }

  /** One person. A name that is not known says nothing: that is a problem of its own. */
  private @Nullable Set<String> related(String relation, String person, String text) {
    if (directory == null || person.equals(SourceForm.REQUESTER)) {
      return Set.of(text);
    }
    String known = directory.personBehind(person);
    String found = directory.related(known, relation);
    boolean nobody =
        directory.people().containsKey(known)
            && directory.people().values().stream()
                .anyMatch(one -> one.relations().containsKey(relation));
    return found != null ? Set.of(found) : nobody ? Set.of() : null;
  }

  private @Nullable Set<String> named(String kind, String name, String text) {
    return switch (kind) {
      case "user" -> Set.of(directory == null ? name : directory.personBehind(name));
      case "rotation" -> onCall(name, text);
      case "group" -> directory == null ? null : directory.groups().get(name);
      default -> directory == null ? null : directory.roles().get(name);
    };
  }

  /** One person at a time: the only one it can be, or one of several. */
  private Set<String> onCall(String name, String text) {
    Rotation rotation = directory == null ? null : directory.rotations().get(name);
    if (directory == null || rotation == null) {
      return Set.of(text);
    }
    List<String> members =
        rotation.members().stream()
            .map(directory::personBehind)
            .filter(directory.people()::containsKey)
            .filter(member -> !excluded.contains(member))
            .distinct()
            .toList();
    return members.size() > 1 ? Set.of(text) : Set.copyOf(members);
  }
}
