package dev.gatehold.language;

import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks people and groups that a file names literally. */
final class PeopleCheck {
  private final Names names;
  private final Findings findings;

  PeopleCheck(Names names, Findings findings) {
    this.names = names;
    this.findings = findings;
  }

  /** Checks where approvers come from: {@code user:ID} or {@code group:NAME}. */
  void source(YamlNode node, String text) {
    if (text.startsWith("user:") && text.length() > "user:".length()) {
      known(node, text, "user:", "user", names.users());
    } else if (text.startsWith("group:") && text.length() > "group:".length()) {
      known(node, text, "group:", "group", names.groups());
    } else {
      findings.error(
          "flow.bad_source",
          node.place(),
          "Expected approvers as group:NAME or user:ID, but found " + Words.value(text) + ".",
          meant(text));
    }
  }

  /**
   * Checks who never counts: the id of a user, with or without {@code user:}, or the word {@code
   * requester}.
   *
   * @return the id
   */
  String excluded(YamlNode node, String text) {
    String id = text.startsWith("user:") ? text.substring("user:".length()) : text;
    if (id.isBlank() || id.contains(":")) {
      findings.error(
          "flow.bad_exclude",
          node.place(),
          "Expected the id of a user or the word requester, but found " + Words.value(text) + ".",
          "Name single people: groups cannot be excluded.");
    } else if (!id.equals("requester")) {
      known(node, id, "", "user", names.users());
    }
    return id;
  }

  private void known(
      YamlNode node, String text, String prefix, String kind, @Nullable Set<String> known) {
    String name = text.substring(prefix.length());
    if (known == null || known.contains(name)) {
      return;
    }
    String meant = DidYouMean.closest(name, known);
    findings.error(
        kind.equals("user") ? "flow.unknown_user" : "flow.unknown_group",
        node.place(),
        "Expected a " + kind + " that exists, but found " + Words.quote(text) + ".",
        meant == null
            ? "Create the " + kind + " first, or name another one."
            : "Did you mean '" + prefix + meant + "'?");
  }

  /** The written form that somebody probably wanted. */
  private String meant(String text) {
    String name = text.substring(text.indexOf(':') + 1).strip();
    List<String> choices = new ArrayList<>();
    if (names.users() != null) {
      names.users().forEach(user -> choices.add("user:" + user));
    }
    if (names.groups() != null) {
      names.groups().forEach(group -> choices.add("group:" + group));
    }
    for (String prefix : List.of("group:", "user:")) {
      String exact = prefix + name;
      if (choices.contains(exact)) {
        return "Did you mean '" + exact + "'?";
      }
    }
    if (text.startsWith("role:") || text.startsWith("rotation:") || name.isEmpty()) {
      return "Name a group or a user.";
    }
    return DidYouMean.or("Did you mean 'group:" + name + "'?", text, choices);
  }
}
