package dev.gatehold.language.yaml;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.SourceText;
import dev.gatehold.language.report.Words;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Makes nodes of parser events as they come, so that a limit is met before anything is built. All
 * that YAML has and JSON does not is a finding.
 */
final class TreeBuilder {
  private final SourceText source;
  private final Findings findings;
  private boolean reliable = true;

  TreeBuilder(SourceText source, Findings findings) {
    this.source = source;
    this.findings = findings;
  }

  /** The only document; null when there is none or when what was built cannot be relied on. */
  @Nullable YamlNode document(Iterator<Event> events) {
    YamlNode root = null;
    int documents = 0;
    try {
      while (events.hasNext()) {
        Event event = events.next();
        if (event instanceof DocumentStartEvent start) {
          documents++;
          refuseDirectives(start);
          if (documents > 1) {
            unsupported(
                place(start.getStartMark()),
                "Expected one document in a file, but a second one begins here.",
                "Move it into a file of its own.");
            return null;
          }
        } else if (event instanceof NodeEvent node) {
          root = node(node, events, 1);
        }
      }
    } catch (TooDeep _) {
      return null;
    }
    if (root == null) {
      findings.error(
          "yaml.empty",
          Place.START,
          "Expected a flow, but the file is empty.",
          "Begin with 'flow: name-of-the-flow'.");
    }
    return reliable ? root : null;
  }

  /** Ends the reading: what is deeper must not even be visited. */
  private static final class TooDeep extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private YamlNode node(NodeEvent event, Iterator<Event> events, int depth) throws TooDeep {
    Place place = place(event.getStartMark());
    refuseAnchor(event, place);
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), place);
      return scalar(scalar, place);
    }
    if (event instanceof AliasEvent) {
      return new YamlNode.Fields(place, Map.of());
    }
    if (depth > YamlReader.MAX_DEPTH) {
      findings.error(
          "yaml.too_deep",
          place,
          "Expected lists and objects at most 32 deep in each other, but this one is deeper.",
          "Move inner steps out, or into a flow of their own.");
      throw new TooDeep();
    }
    if (event instanceof SequenceStartEvent sequence) {
      refuseTag(sequence.getTag(), place);
      return items(place, events, depth);
    }
    if (event instanceof MappingStartEvent mapping) {
      refuseTag(mapping.getTag(), place);
      return fields(place, events, depth);
    }
    throw new IllegalStateException("Expected a YAML node, but found " + event + ".");
  }

  private YamlNode items(Place place, Iterator<Event> events, int depth) throws TooDeep {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node((NodeEvent) event, events, depth + 1));
    }
    return new YamlNode.Items(place, items);
  }

  private YamlNode fields(Place place, Iterator<Event> events, int depth) throws TooDeep {
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      Place keyPlace = place(event.getStartMark());
      String key = key(node((NodeEvent) event, events, depth + 1));
      YamlNode value = node((NodeEvent) events.next(), events, depth + 1);
      YamlNode.Field first =
          key == null ? null : fields.putIfAbsent(key, new YamlNode.Field(keyPlace, value));
      if (first != null) {
        findings.error(
            "yaml.duplicate_key",
            keyPlace,
            "Expected every key once, but "
                + Words.quote(key == null ? "" : key)
                + " stands in line "
                + first.key().line()
                + " already.",
            "Remove one of the two, or rename it.");
      }
    }
    return new YamlNode.Fields(place, fields);
  }

  private @Nullable String key(YamlNode node) {
    String text = node.text();
    if (text == null) {
      findings.error(
          "yaml.key",
          node.place(),
          "Expected text as a key, but found " + Words.value(node.plain()) + ".",
          "Write the key in quotes.");
    }
    return text;
  }

  private YamlNode scalar(ScalarEvent event, Place place) {
    String text = event.getValue();
    int start = source.indexOf(place);
    int end = Math.max(start, source.indexOf(place(event.getEndMark())));
    ScalarStyle style = event.getScalarStyle();
    ScalarPlaces places = new ScalarPlaces(source, start, end, text, style);
    if (style != ScalarStyle.PLAIN) {
      return new YamlNode.Scalar(place, text, places);
    }
    try {
      return new YamlNode.Scalar(place, CoreScalars.value(text), places);
    } catch (CoreScalars.NotJson problem) {
      findings.error(
          "yaml.number",
          place,
          "Expected " + problem.getMessage() + ", but found " + Words.quote(text) + ".",
          "Write it in quotes if it is text.");
      return new YamlNode.Scalar(place, text, places);
    }
  }

  private void refuseAnchor(NodeEvent event, Place place) {
    Optional<Anchor> anchor = event.getAnchor();
    if (anchor.isPresent()) {
      String sign = event instanceof AliasEvent ? "alias '*" : "anchor '&";
      unsupported(
          place,
          "Expected every value written out, but found the " + sign + anchor.get() + "'.",
          "Write the value where it is needed: a flow is read by people who agree to it.");
    }
  }

  private void refuseTag(Optional<String> tag, Place place) {
    tag.ifPresent(name ->
        unsupported(
            place,
            "Expected a value without a tag, but found the tag "
                + Words.quote(name.replace("tag:yaml.org,2002:", "!!"))
                + ".",
            "Remove it; write text in quotes where it looks like a number."));
  }

  private void refuseDirectives(DocumentStartEvent start) {
    if (start.getSpecVersion().isPresent()) {
      unsupported(
          place(start.getStartMark()),
          "Expected a file without directives, but found %YAML.",
          "Remove it; flow files are YAML 1.2.");
    }
  }

  private void unsupported(Place place, String message, String next) {
    reliable = false;
    findings.error("yaml.unsupported", place, message, next);
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> source.within(new Place(m.getLine() + 1, m.getColumn() + 1)))
        .orElse(Place.START);
  }
}
