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
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks people, groups and all else from the directory that a file names literally. */
final class PeopleCheck {
  /** What can be named; the code is that of a problem with a name that is not known. */
  private enum Kind {
    GROUP("flow.unknown_group"),
    USER("flow.unknown_user"),
    ROLE("flow.unknown_role"),
    ROTATION("flow.unknown_rotation"),
    RELATION("flow.unknown_relation"),
    CALENDAR("flow.unknown_calendar");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
      case SourceForm.Named(var kind, var name) -> known(node, Kind.of(kind), name, kind + ":");
      case SourceForm.OfRequester(var relations) ->
          relations.forEach(relation -> relation(node, relation));
      case SourceForm.Related(var relation, var person) -> {
        relation(node, relation);
        if (!person.equals(SourceForm.REQUESTER)) {
          known(node, Kind.USER, person, "");
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

  private void relation(YamlNode node, String relation) {
    known(node, Kind.RELATION, relation, "");
  }

  /** Checks the name of a business calendar. */
  void calendar(YamlNode node, String name) {
    known(node, Kind.CALENDAR, name, "");
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
      known(node, Kind.USER, id, "");
    }
    return directory == null ? id : directory.personBehind(id);
  }

  private void known(YamlNode node, Kind kind, String name, String prefix) {
    if (directory == null || isKnown(directory, kind, name)) {
      return;
    }
    String meant = DidYouMean.closest(name, names(directory, kind));
    findings.error(
        kind.code,
        node.place(),
        "Expected a " + kind.word() + " that exists, but found " + Words.quote(prefix + name) + ".",
        meant == null
            ? "Create the " + kind.word() + " first, or name another one."
            : "Did you mean '" + prefix + meant + "'?");
  }

  private static boolean isKnown(Directory directory, Kind kind, String name) {
    return kind == Kind.USER
        ? directory.people().containsKey(directory.personBehind(name))
        : names(directory, kind).contains(name);
  }

  private static Collection<String> names(Directory directory, Kind kind) {
    return switch (kind) {
      case GROUP -> directory.groups().keySet();
      case USER -> directory.people().keySet();
      case ROLE -> directory.roles().keySet();
      case ROTATION -> directory.rotations().keySet();
      case RELATION -> relations(directory);
      case CALENDAR -> directory.calendars().keySet();
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
        names(directory, Kind.of(kind)).forEach(one -> choices.add(kind + ":" + one));
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
