package dev.gatehold.server.directory;

import dev.gatehold.core.people.Principal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of people's ids and of the names of groups and the like. */
public final class PersonId {
  /** Without the slash and colon that ids of agents, services and sources are made with. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

  private static final Set<String> RESERVED = Set.of(Principal.SYSTEM.id(), "requester");

  private PersonId() {}

  /** What is wrong with an id; null when nothing is. */
  public static @Nullable String problem(String id) {
    if (RESERVED.contains(id)) {
      return "Expected another id, but '" + id + "' has a meaning of its own.";
    }
    return wordProblem("an id", id);
  }

  /** What is wrong with a group's name; null when nothing is. */
  public static @Nullable String groupProblem(String group) {
    return wordProblem("a group's name", group);
  }

  /** What is wrong with a role's name; null when nothing is. */
  public static @Nullable String roleProblem(String role) {
    return wordProblem("a role's name", role);
  }

  /**
   * What is wrong with a name; null when nothing is.
   *
   * @param what it names, with an article
   */
  public static @Nullable String nameProblem(String what, String name) {
    return wordProblem("a name of " + what, name);
  }

  private static @Nullable String wordProblem(String what, String word) {
    return FORM.matcher(word).matches()
        ? null
        : "Expected "
            + what
            + " of at most 64 letters, digits and . _ @ + - that begins with a letter or digit,"
            + " but found '"
            + word
            + "'.";
  }
}
