package dev.gatehold.core.approval;

import dev.gatehold.core.people.Membership;
import org.jspecify.annotations.Nullable;

/**
 * Where approvers come from, as resolved when the gate opened. Written {@code user:ID}, {@code
 * group:NAME}, {@code role:NAME}, {@code rotation:NAME}, or {@code WORDS=ID} for a person that was
 * looked up.
 */
public sealed interface Source {
  /** One person. */
  record User(String id) implements Source {
    @Override
    public String text() {
      return "user:" + id;
    }
  }

  /** Every member of a group. */
  record Group(String name) implements Source {
    @Override
    public String text() {
      return "group:" + name;
    }
  }

  /** Every holder of a role. */
  record Role(String name) implements Source {
    @Override
    public String text() {
      return "role:" + name;
    }
  }

  /** Whoever is on call when deciding. */
  record OnCall(String rotation) implements Source {
    @Override
    public String text() {
      return "rotation:" + rotation;
    }
  }

  /**
   * A person who was looked up when the gate opened.
   *
   * @param by what was looked up, such as {@code requester.manager} or {@code rotation:reviewers}
   * @param person null when there is nobody
   */
  record Found(String by, @Nullable String person) implements Source {
    @Override
    public String text() {
      return by + "=" + (person == null ? "" : person);
    }
  }

  /** The written form. */
  String text();

  /** What people read. */
  default String title() {
    return switch (this) {
      case Found(var by, var person) -> by + " (" + (person == null ? "nobody" : person) + ")";
      case User _, Group _, Role _, OnCall _ -> text();
    };
  }

  /** Whether it takes in a person with this membership. */
  default boolean admits(String person, Membership membership) {
    return switch (this) {
      case User(var id) -> id.equals(person);
      case Group(var name) -> membership.groups().contains(name);
      case Role(var name) -> membership.roles().contains(name);
      case OnCall(var rotation) -> membership.rotations().contains(rotation);
      case Found(_, var found) -> person.equals(found);
    };
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException for another one
   */
  static Source parse(String text) {
    int equals = text.indexOf('=');
    if (equals > 0) {
      String person = text.substring(equals + 1);
      return new Found(text.substring(0, equals), person.isEmpty() ? null : person);
    }
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    if (colon > 0 && !rest.isBlank()) {
      switch (text.substring(0, colon)) {
        case "user" -> {
          return new User(rest);
        }
        case "group" -> {
          return new Group(rest);
        }
        case "role" -> {
          return new Role(rest);
        }
        case "rotation" -> {
          return new OnCall(rest);
        }
        default -> {
          // Said below.
        }
      }
    }
    throw new IllegalArgumentException(
        "Expected approvers as 'user:ID', 'group:NAME', 'role:NAME', 'rotation:NAME' or"
            + " 'requester.manager', but found '"
            + text
            + "'.");
  }
}
