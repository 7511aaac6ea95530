package dev.gatehold.server.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of a YAML file that is read strictly: every mistake is an error with its place. */
record YamlValue(String file, Node node) {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setMaxAliasesForCollections(0).setCodePointLimit(1 << 20).build();

  /** What a file says; empty when it says nothing. */
  static Optional<YamlValue> parse(String file, String text) throws PeopleFileException {
    try {
      return new Compose(SETTINGS).composeString(text).map(node -> new YamlValue(file, node));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new PeopleFileException(
          file + ":" + line + ": Expected YAML, but it is not: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw new PeopleFileException(file + ":1: Expected YAML, but it is not: " + e.getMessage());
    }
  }

  /** A name and what stands under it. */
  record Entry(YamlValue name, YamlValue value) {}

  /** The values of an object by name. */
  record Fields(YamlValue owner, Map<String, YamlValue> values) {
    @Nullable YamlValue get(String name) {
      return values.get(name);
    }

    YamlValue required(String name) throws PeopleFileException {
      YamlValue value = values.get(name);
      if (value == null) {
        throw owner.error("Expected '" + name + "' here, but it is missing.");
      }
      return value;
    }
  }

  /** Text that is not blank. */
  String text() throws PeopleFileException {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.STR)
        && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    throw error(
        "Expected text, but found "
            + kind()
            + "; put it into quotes if it looks like something else.");
  }

  /**
   * Text that passes a check.
   *
   * @param problem says what is wrong with a text; null when nothing is
   */
  String text(Function<String, @Nullable String> problem) throws PeopleFileException {
    String text = text();
    String found = problem.apply(text);
    if (found != null) {
      throw error(found);
    }
    return text;
  }

  boolean truth() throws PeopleFileException {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw error("Expected true or false, but found " + kind() + ".");
  }

  /** A whole number from 1 to 999. */
  int count() throws PeopleFileException {
    if (node instanceof ScalarNode scalar && scalar.getValue().matches("[1-9]\\d{0,2}")) {
      return Integer.parseInt(scalar.getValue());
    }
    throw error("Expected a whole number from 1 to 999, but found " + kind() + ".");
  }

  /**
   * The items of a list.
   *
   * @param what the items' name in the plural
   */
  List<YamlValue> items(String what) throws PeopleFileException {
    if (!(node instanceof SequenceNode list)) {
      throw error("Expected a list of " + what + ", but found " + kind() + ".");
    }
    return list.getValue().stream().map(item -> new YamlValue(file, item)).toList();
  }

  /** A list of different texts that each pass a check. */
  Set<String> words(String what, Function<String, @Nullable String> problem)
      throws PeopleFileException {
    Set<String> words = new TreeSet<>();
    for (YamlValue item : items(what)) {
      words.add(item.text(problem));
    }
    return words;
  }

  /**
   * What stands under names of the file's own choice, each once.
   *
   * @param example an entry as it should look
   */
  List<Entry> entries(String example) throws PeopleFileException {
    if (!(node instanceof MappingNode mapping)) {
      throw error("Expected '" + example + "', but found " + kind() + ".");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Entry entry =
          new Entry(
              new YamlValue(file, tuple.getKeyNode()), new YamlValue(file, tuple.getValueNode()));
      if (!names.add(entry.name().text())) {
        throw entry
            .name()
            .error("Expected '" + entry.name().text() + "' once, but it is there again.");
      }
      entries.add(entry);
    }
    return entries;
  }

  /** The values of an object that has no other names than these. */
  Fields fields(String... known) throws PeopleFileException {
    String choice = String.join(", ", new TreeSet<>(Set.of(known)));
    if (!(node instanceof MappingNode)) {
      throw error("Expected " + choice + ", each as 'name: value', but found " + kind() + ".");
    }
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    for (Entry entry : entries(known[0] + ": …")) {
      String name = entry.name().text();
      if (!Set.of(known).contains(name)) {
        throw entry.name().error("Expected one of " + choice + ", but found '" + name + "'.");
      }
      fields.put(name, entry.value());
    }
    return new Fields(this, fields);
  }

  /** What this is, without repeating it: it may be a secret in a wrong place. */
  private String kind() {
    return switch (node.getNodeType()) {
      case MAPPING -> "names with values";
      case SEQUENCE -> "a list";
      case SCALAR -> scalarKind();
      case ANCHOR -> "an anchor";
    };
  }

  private String scalarKind() {
    String tag = node.getTag().getValue();
    return switch (tag.substring(tag.lastIndexOf(':') + 1)) {
      case "null" -> "nothing";
      case "bool" -> "true or false";
      case "int", "float" -> "a number";
      default -> "text";
    };
  }

  PeopleFileException error(String message) {
    return new PeopleFileException(place() + " " + message);
  }

  /** The file and the line, with a colon after each. */
  String place() {
    return file + ":" + line() + ":";
  }

  int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
