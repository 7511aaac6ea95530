package dev.gatehold.server.yaml;

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
public record YamlValue(String file, Node node) {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setMaxAliasesForCollections(0).setCodePointLimit(1 << 20).build();

  /** What a file says; empty when it says nothing. */
  public static Optional<YamlValue> parse(String file, String text) throws YamlFileException {
    try {
      return new Compose(SETTINGS).composeString(text).map(node -> new YamlValue(file, node));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new YamlFileException(
          file + ":" + line + ": Expected YAML, but it is not: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw new YamlFileException(file + ":1: Expected YAML, but it is not: " + e.getMessage());
    }
  }

  /** A name and what stands under it. */
  public record Entry(YamlValue name, YamlValue value) {}

  /** The values of an object by name. */
  public record Fields(YamlValue owner, Map<String, YamlValue> values) {
    public @Nullable YamlValue get(String name) {
      return values.get(name);
    }

    public YamlValue required(String name) throws YamlFileException {
      YamlValue value = values.get(name);
      if (value == null) {
        throw owner.error("Expected '" + name + "' here, but it is missing.");
      }
      return value;
    }
  }

  /** Text that is not blank. */
  public String text() throws YamlFileException {
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
  public String text(Function<String, @Nullable String> problem) throws YamlFileException {
    String text = text();
    String found = problem.apply(text);
    if (found != null) {
      throw error(found);
    }
    return text;
  }

  public boolean truth() throws YamlFileException {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw error("Expected true or false, but found " + kind() + ".");
  }

  /** A whole number from 1 to 999. */
  public int count() throws YamlFileException {
    return number(1, 999);
  }

  /** A whole number of at most five digits in these bounds. */
  public int number(int least, int most) throws YamlFileException {
    if (node instanceof ScalarNode scalar && scalar.getValue().matches("0|[1-9]\\d{0,4}")) {
      int number = Integer.parseInt(scalar.getValue());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw error(
        "Expected a whole number from " + least + " to " + most + ", but found " + kind() + ".");
  }

  /** Whether this is neither a list nor an object. */
  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /**
   * The items of a list.
   *
   * @param what the items' name in the plural
   */
  public List<YamlValue> items(String what) throws YamlFileException {
    if (!(node instanceof SequenceNode list)) {
      throw error("Expected a list of " + what + ", but found " + kind() + ".");
    }
    return list.getValue().stream().map(item -> new YamlValue(file, item)).toList();
  }

  /** A list of different texts that each pass a check. */
  public Set<String> words(String what, Function<String, @Nullable String> problem)
      throws YamlFileException {
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
  public List<Entry> entries(String example) throws YamlFileException {
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
  public Fields fields(String... known) throws YamlFileException {
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

  public YamlFileException error(String message) {
    return new YamlFileException(place() + " " + message);
  }

  /** The file and the line, with a colon after each. */
  public String place() {
    return file + ":" + line() + ":";
  }

  public int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
