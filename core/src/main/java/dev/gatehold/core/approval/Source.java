package dev.gatehold.core.approval;

import java.util.Set;

/** Where approvers come from. Written {@code user:ID} or {@code group:NAME}. */
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

  /** The written form. */
  String text();

  /** Whether it takes in a person who is in these groups. */
  default boolean admits(String person, Set<String> groups) {
    return switch (this) {
      case User(var id) -> id.equals(person);
      case Group(var name) -> groups.contains(name);
    };
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException for another one
   */
  static Source parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    if (colon > 0 && !rest.isBlank()) {
      String kind = text.substring(0, colon);
      if (kind.equals("user")) {
        return new User(rest);
      }
      if (kind.equals("group")) {
        return new Group(rest);
      }
    }
    throw new IllegalArgumentException(
        "Expected approvers as 'user:ID' or 'group:NAME', but found '" + text + "'.");
  }
}
