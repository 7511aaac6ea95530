package dev.gatehold.core.approval;

import dev.gatehold.core.people.Directory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who may decide a requirement, by the memberships of one moment. */
public final class Eligibility {
  private Eligibility() {}

  /**
   * The texts of the sources of a requirement that admit this person; empty for a stranger to it.
   */
  public static Set<String> sourcesAdmitting(
      Requirement requirement, String person, Set<String> groups) {
    Set<String> admitting = new TreeSet<>();
    requirement
        .leaves()
        .filter(leaf -> leaf.notApplicable() == null)
        .flatMap(leaf -> leaf.from().stream())
        .filter(source -> source.admits(person, groups))
        .forEach(source -> admitting.add(source.text()));
    return admitting;
  }

  /**
   * Everyone in the directory who may decide: the texts of the admitting sources by person's id.
   */
  public static Map<String, Set<String>> able(
      Requirement requirement, Set<String> excluded, Directory directory) {
    Map<String, Set<String>> able = new TreeMap<>();
    requirement
        .leaves()
        .filter(leaf -> leaf.notApplicable() == null)
        .flatMap(leaf -> leaf.from().stream())
        .forEach(source -> {
          for (String person : membersOf(source, directory)) {
            if (!excluded.contains(person)) {
              able.computeIfAbsent(person, _ -> new TreeSet<>()).add(source.text());
            }
          }
        });
    return able;
  }

  private static Set<String> membersOf(Source source, Directory directory) {
    return switch (source) {
      case Source.User(var id) -> directory.people().containsKey(id) ? Set.of(id) : Set.of();
      case Source.Group(var name) -> directory.membersOf(name);
    };
  }
}
