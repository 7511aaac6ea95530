package dev.gatehold.core.cast;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Principal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One cast of people for every test; unless a test says otherwise, alice requests. */
public final class Cast {
  /** An engineer, and whoever starts the runs. */
  public static final Principal ALICE = Principal.person("alice");

  /** An engineer. */
  public static final Principal BOB = Principal.person("bob");

  /** An engineer. */
  public static final Principal CAROL = Principal.person("carol");

  /** Of security. */
  public static final Principal DAN = Principal.person("dan");

  /** In the directory, and in no group. */
  public static final Principal EVE = Principal.person("eve");

  /** Not in the directory. */
  public static final Principal MALLORY = Principal.person("mallory");

  /** Acts for bob. */
  public static final Principal BOT = Principal.agent("bot", "bob");

  /** Acts for nobody. */
  public static final Principal PIPELINE = new Principal("pipeline", Principal.Kind.SERVICE, null);

  /** When every story begins. */
  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  public static final Directory DIRECTORY =
      directory(Map.of("sre", Set.of("alice", "bob", "carol"), "security", Set.of("dan")));

  private Cast() {}

  /** The cast, in these groups. */
  public static Directory directory(Map<String, Set<String>> groups) {
    return new Directory(
        people("alice", "bob", "carol", "dan", "eve", "frank", "grace", "heidi"), groups);
  }

  private static Map<String, Person> people(String... ids) {
    return Stream.of(ids)
        .map(id -> new Person(id, id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1)))
        .collect(Collectors.toMap(Person::id, Function.identity()));
  }
}
