package dev.gatehold.examples;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The people of {@code people.yaml}. */
final class Cast {
  private Cast() {}

  static Directory directory() throws IOException {
    Map<String, Person> people = new LinkedHashMap<>();
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    String source = Files.readString(Path.of("people.yaml"));
    Object file = new Load(LoadSettings.builder().build()).loadFromString(source);
    for (Object person : list(file, "people")) {
      String id = text(person, "id");
      people.put(id, new Person(id, text(person, "name")));
      for (Object group : list(person, "groups")) {
        groups.computeIfAbsent(group.toString(), _ -> new TreeSet<>()).add(id);
      }
    }
    return new Directory(people, groups);
  }

  private static List<Object> list(Object from, String key) {
    return from instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
        ? List.copyOf(list)
        : List.of();
  }

  private static String text(Object from, String key) {
    if (from instanceof Map<?, ?> map && map.get(key) instanceof String text) {
      return text;
    }
    throw new AssertionError("Expected '" + key + "' in " + from);
  }
}
