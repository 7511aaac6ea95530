package dev.gatehold.language;

import dev.gatehold.core.people.Directory;
import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.expression.TemplateText.Fixed;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks people, groups and all else from the directory that a file names literally. */
final class PeopleCheck {
  private final @Nullable Directory directory;
  private final Findings findings;

  PeopleCheck(Names names, Findings findings) {
    this.directory = names.directory();
    this.findings = findings;
  }

  /**
   * Checks where people come from. Of text with an expression only the beginning is known.
   *
   * @param deciding whether they are to decide, which the requester never does
   */
  void source(YamlNode node, String text, boolean deciding) {
    TemplateText template = TemplateText.parse(text);
    if (template.hasExpression()) {
      boolean open =
          !(template.parts().getFirst() instanceof Fixed(var front)) || SourceForm.canBegin(front);
      if (!open) {
        badSource(node, text);
      }
      return;
    }
    SourceForm source = SourceForm.parse(text);
    if (source == null) {
      badSource(node, text);
      return;
    }
    switch (source) {
      case SourceForm.Named(var kind, var name) -> named(node, kind, name);
      case SourceForm.OfRequester(var relations) ->
          relations.forEach(relation -> relation(node, relation));
      case SourceForm.Related(var relation, var person) -> {
        relation(node, relation);
        if (!person.equals(SourceForm.REQUESTER)) {
          known(node, "user", person, "");
        }
      }
      case SourceForm.Requester _ -> {
        if (deciding) {
          findings.error(
              "flow.bad_source",
              node.place(),
              "Expected people who can agree, but the requester never counts.",
              "Name others, such as requester.manager or a group.");
        }
      }
    }
  }

  private void named(YamlNode node, String kind, String name) {
    known(node, kind, name, kind + ":");
  }

  private void relation(YamlNode node, String relation) {
    known(node, "relation", relation, "");
  }

  /** Checks the name of a business calendar. */
  void calendar(YamlNode node, String name) {
    known(node, "calendar", name, "");
  }

  private void badSource(YamlNode node, String text) {
    findings.error(
        "flow.bad_source",
        node.place(),
        "Expected people as user:ID, group:NAME, role:NAME, rotation:NAME, requester.manager or"
            + " manager(ID), but found "
            + Words.value(text)
            + ".",
        meant(text));
  }

  /**
   * Checks a single person: the id of a user, with or without {@code user:}, or the word {@code
   * requester}.
   *
   * @param code of the problem when it is none of them
   * @return the id
   */
  String person(YamlNode node, String text, String code) {
    String id = text.startsWith("user:") ? text.substring("user:".length()) : text;
    if (id.isBlank() || id.contains(":")) {
      findings.error(
          code,
          node.place(),
          "Expected the id of a user or the word requester, but found " + Words.value(text) + ".",
          "Name a single person: a group cannot stand here.");
    } else if (!id.equals(SourceForm.REQUESTER)) {
      known(node, "user", id, "");
    }
    return directory == null ? id : directory.personBehind(id);
  }

  private void known(YamlNode node, String kind, String name, String prefix) {
    if (directory == null || isKnown(directory, kind, name)) {
      return;
    }
    String meant = DidYouMean.closest(name, names(directory, kind));
    findings.error(
        "flow.unknown_" + kind,
        node.place(),
        "Expected a " + kind + " that exists, but found " + Words.quote(prefix + name) + ".",
        meant == null
            ? "Create the " + kind + " first, or name another one."
            : "Did you mean '" + prefix + meant + "'?");
  }

  private static boolean isKnown(Directory directory, String kind, String name) {
    return kind.equals("user")
        ? directory.people().containsKey(directory.personBehind(name))
        : names(directory, kind).contains(name);
  }

  private static Collection<String> names(Directory directory, String kind) {
    return switch (kind) {
      case "user" -> directory.people().keySet();
      case "group" -> directory.groups().keySet();
      case "role" -> directory.roles().keySet();
      case "rotation" -> directory.rotations().keySet();
      case "calendar" -> directory.calendars().keySet();
      case "relation" -> relations(directory);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Set<String> relations(Directory directory) {
    Set<String> relations = new TreeSet<>();
    directory.people().values().forEach(person -> relations.addAll(person.relations().keySet()));
    return relations;
  }

  /** The written form that somebody probably wanted. */
  private String meant(String text) {
    String name = text.substring(text.indexOf(':') + 1).strip();
    List<String> choices = new ArrayList<>();
    if (directory != null) {
      for (String kind : SourceForm.KINDS) {
        names(directory, kind).forEach(one -> choices.add(kind + ":" + one));
      }
    }
    for (String kind : SourceForm.KINDS) {
      String exact = kind + ":" + name;
      if (choices.contains(exact)) {
        return "Did you mean '" + exact + "'?";
      }
    }
    return DidYouMean.or(
        name.matches("[\\p{L}\\p{N}._-]+")
            ? "Did you mean 'group:" + name + "'?"
            : "Name a group or a user.",
        text,
        choices);
  }
}
