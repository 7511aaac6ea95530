package dev.gatehold.server.identity;

import dev.gatehold.engine.store.PeopleStore.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
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

/** Reads {@code people.yaml} strictly: whatever is not known is an error with its place. */
final class PeopleFileReader {
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d{2}\\$[./0-9A-Za-z]{53}");
  private static final Set<String> FIELDS =
      Set.of("id", "name", "groups", "password_hash", "admin", "disabled");
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setMaxAliasesForCollections(0).setCodePointLimit(1 << 20).build();
  private final String file;

  private PeopleFileReader(String file) {
    this.file = file;
  }

  /** The file says something that it must not say; the message begins with file and line. */
  static final class PeopleFileException extends Exception {
    private static final long serialVersionUID = 1L;

    PeopleFileException(String message) {
      super(message);
    }
  }

  /** The accounts of this text, in its order. */
  static List<Account> read(String file, String text) throws PeopleFileException {
    return new PeopleFileReader(file).accounts(text);
  }

  private List<Account> accounts(String text) throws PeopleFileException {
    Optional<Node> root = compose(text);
    if (root.isEmpty()) {
      return List.of();
    }
    Map<String, Node> top = fields(root.get(), Set.of("people"));
    Node people = top.get("people");
    if (!(people instanceof SequenceNode list)) {
      throw at(people == null ? root.get() : people, "Expected a list under 'people'.");
    }
    List<Account> accounts = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Node each : list.getValue()) {
      Account account = account(each);
      Integer before = lines.putIfAbsent(account.id(), line(each));
      if (before != null) {
        throw at(
            each, "Expected every id once, but '" + account.id() + "' is in line " + before + ".");
      }
      accounts.add(account);
    }
    return List.copyOf(accounts);
  }

  private Optional<Node> compose(String text) throws PeopleFileException {
    try {
      return new Compose(SETTINGS).composeString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new PeopleFileException(
          file + ":" + line + ": Expected YAML, but it is not: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw new PeopleFileException(file + ":1: Expected YAML, but it is not: " + e.getMessage());
    }
  }

  private Account account(Node node) throws PeopleFileException {
    Map<String, Node> fields = fields(node, FIELDS);
    Node id = fields.get("id");
    if (id == null) {
      throw at(node, "Expected every person to have an 'id', but this one has none.");
    }
    Node name = fields.get("name");
    Node hash = fields.get("password_hash");
    return new Account(
        checked(id, PersonId::problem),
        name == null ? text(id) : text(name),
        groups(fields.get("groups")),
        hash == null ? null : checked(hash, PeopleFileReader::hashProblem),
        truth(fields.get("admin")),
        truth(fields.get("disabled")));
  }

  private static @Nullable String hashProblem(String hash) {
    return BCRYPT.matcher(hash).matches()
        ? null
        : "Expected a bcrypt hash such as '$2a$10$…', but found something else.";
  }

  private Set<String> groups(@Nullable Node node) throws PeopleFileException {
    if (node == null) {
      return Set.of();
    }
    if (!(node instanceof SequenceNode list)) {
      throw at(node, "Expected a list of groups.");
    }
    Set<String> groups = new HashSet<>();
    for (Node each : list.getValue()) {
      groups.add(checked(each, PersonId::groupProblem));
    }
    return groups;
  }

  private boolean truth(@Nullable Node node) throws PeopleFileException {
    if (node == null) {
      return false;
    }
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw at(node, "Expected true or false.");
  }

  private String checked(Node node, Function<String, @Nullable String> check)
      throws PeopleFileException {
    String text = text(node);
    String problem = check.apply(text);
    if (problem != null) {
      throw at(node, problem);
    }
    return text;
  }

  private String text(Node node) throws PeopleFileException {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.STR)
        && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    throw at(node, "Expected text; put it into quotes if it looks like something else.");
  }

  private Map<String, Node> fields(Node node, Set<String> known) throws PeopleFileException {
    if (!(node instanceof MappingNode mapping)) {
      throw at(node, "Expected " + String.join(", ", sorted(known)) + ", each as 'name: value'.");
    }
    Map<String, Node> fields = new TreeMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = text(entry.getKeyNode());
      if (!known.contains(key)) {
        throw at(
            entry.getKeyNode(),
            "Expected one of " + String.join(", ", sorted(known)) + ", but found '" + key + "'.");
      }
      if (fields.put(key, entry.getValueNode()) != null) {
        throw at(entry.getKeyNode(), "Expected '" + key + "' once, but it is there again.");
      }
    }
    return fields;
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private PeopleFileException at(Node node, String message) {
    return new PeopleFileException(file + ":" + line(node) + ": " + message);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
