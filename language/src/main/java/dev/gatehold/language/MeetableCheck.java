package dev.gatehold.language;

import dev.gatehold.core.approval.Requirement;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the people who can be asked are enough. In doubt they are: a source of which
 * nothing is known may bring in anybody, and parts with a condition may not apply together.
 */
final class MeetableCheck {
  private final PossiblePeople possible;
  private final Findings findings;
  private final Feasibility feasibility = new Feasibility();
  private final List<Leaf> leaves = new ArrayList<>();

  /**
   * A part that names people.
   *
   * @param people who can stand for it; null when it may be anybody
   * @param always whether it must be met whatever happens
   */
  private record Leaf(YamlNode node, @Nullable Set<String> people, boolean always) {
    String name() {
      YamlNode label = node.at(List.of("label"));
      return label != null && label.text() != null
          ? label.text()
          : Words.or(sources(node).stream().distinct().toList());
    }

    /** The only person who can stand for it; null when there are several. */
    @Nullable String only() {
      return people != null && people.size() == 1 ? people.iterator().next() : null;
    }
  }

  MeetableCheck(PossiblePeople possible, Findings findings) {
    this.possible = possible;
    this.findings = findings;
  }

  void check(YamlNode node) {
    met(node, true);
  }

  /** Everybody who can stand for a part; null when it may be anybody. */
  @Nullable Set<String> everybody() {
    Set<String> all = new LinkedHashSet<>();
    for (Leaf leaf : leaves) {
      if (leaf.people() == null) {
        return null;
      }
      all.addAll(leaf.people());
    }
    return all;
  }

  /** Those without whom it can never be met, whoever else agrees. */
  Set<String> indispensable() {
    Set<String> persons = new LinkedHashSet<>();
    leaves.stream()
        .filter(Leaf::always)
        .map(Leaf::only)
        .filter(Objects::nonNull)
        .forEach(persons::add);
    return persons;
  }

  /** The requirement as it can be met; null when it cannot, which was said then. */
  private @Nullable Requirement met(YamlNode node, boolean always) {
    List<YamlNode> parts = RequirementShape.parts(node);
    if (parts.isEmpty()) {
      return people(node, always);
    }
    String block = RequirementShape.block(node);
    int first = leaves.size();
    boolean each = always && (block.equals("all") || block.equals("stages"));
    List<Requirement> met = new ArrayList<>();
    for (YamlNode part : parts) {
      Requirement one = met(part, each);
      if (one != null) {
        met.add(one);
      }
    }
    if (met.size() < parts.size()) {
      return null;
    }
    Requirement whole = RequirementShape.of(node, met);
    if (feasibility.holds(whole)) {
      return whole;
    }
    tooFew(((YamlNode.Fields) node).keyPlace(block), leaves.subList(first, leaves.size()));
    return null;
  }

  private @Nullable Requirement people(YamlNode node, boolean always) {
    boolean conditional = node.at(List.of("when")) != null;
    Set<String> people = people(node);
    leaves.add(new Leaf(node, people, always && !conditional));
    if (people == null) {
      return feasibility.freePart();
    }
    int needed = needed(node, people.size());
    if (needed > people.size()) {
      tooFew(node, needed, people.size());
      return null;
    }
    return conditional ? feasibility.freePart() : feasibility.part(people, needed);
  }

  private @Nullable Set<String> people(YamlNode node) {
    List<String> sources = sources(node);
    Set<String> people = new LinkedHashSet<>();
    for (String source : sources) {
      Set<String> some = possible.of(source);
      if (some == null) {
        return null;
      }
      people.addAll(some);
    }
    return sources.isEmpty() ? null : people;
  }

  private static List<String> sources(YamlNode node) {
    List<String> texts = new ArrayList<>();
    if (node.text() != null) {
      texts.add(node.text());
    } else if (node.at(List.of("from")) instanceof YamlNode.Items(_, var items)) {
      for (YamlNode item : items) {
        texts.add(item.text() == null ? "" : item.text());
      }
    }
    return texts;
  }

  private static int needed(YamlNode node, int people) {
    YamlNode count = node.at(List.of("count"));
    String text = count == null ? null : count.text();
    if (text == null) {
      return Math.max(1, RequirementShape.count(node));
    }
    return text.matches("[1-9][0-9]?%")
        ? Math.max(1, Math.ceilDiv(people * Integer.parseInt(text.replace("%", "")), 100))
        : Math.max(1, people);
  }

  private void tooFew(YamlNode node, int needed, int people) {
    Place place = node.place();
    if (node instanceof YamlNode.Fields fields) {
      YamlNode count = fields.get("count");
      place = count == null || people == 0 ? fields.keyPlace("from") : count.place();
    }
    findings.error(
        "flow.never_met",
        place,
        people == 0
            ? "Expected people who can agree, but there is nobody."
            : "Expected at least %d people who can agree, but only %d can."
                .formatted(needed, people),
        people == 0
            ? "Name others, or exclude fewer."
            : "Lower 'count', or name more people in 'from'.");
  }

  /** Each part could be met, but not all of them at once. */
  private void tooFew(Place place, List<Leaf> parts) {
    Map<String, List<String>> alone = new TreeMap<>();
    for (Leaf leaf : parts) {
      String only = leaf.only();
      if (only != null && leaf.node().at(List.of("when")) == null) {
        alone.computeIfAbsent(only, _ -> new ArrayList<>()).add("'" + leaf.name() + "'");
      }
    }
    String twice =
        alone.entrySet().stream()
            .filter(one -> one.getValue().size() > 1)
            .map(one ->
                "only %s can agree for %s".formatted(one.getKey(), Words.and(one.getValue())))
            .findFirst()
            .orElse("there are too few for all parts together");
    findings.error(
        "flow.never_met",
        place,
        "Expected different people for different parts, but " + twice + ".",
        "Name more people: a person counts once, whatever group or role brings them in.");
  }
}
