package dev.gatehold.server.connection;

import dev.gatehold.engine.Environment;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What connections of every kind have. */
final class ConnectionWords {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private ConnectionWords() {}

  /** What is wrong with a connection's name; null when nothing is. */
  static @Nullable String nameProblem(String name) {
    return NAME.matcher(name).matches()
        ? null
        : "Expected a name of lower-case letters, digits and hyphens, but found '" + name + "'.";
  }

  /** What is wrong with the name of an environment variable; null when nothing is. */
  static @Nullable String variableProblem(String name) {
    return VARIABLE.matcher(name).matches()
        ? null
        : "Expected the name of an environment variable, but found something else.";
  }

  /** Which runs may use a connection: all of them unless it says so. */
  static Set<Environment> environments(@Nullable YamlValue list) throws YamlFileException {
    if (list == null) {
      return EnumSet.allOf(Environment.class);
    }
    Set<Environment> environments = EnumSet.noneOf(Environment.class);
    for (YamlValue item : list.items("environments")) {
      switch (item.text()) {
        case "live" -> environments.add(Environment.LIVE);
        case "staging" -> environments.add(Environment.STAGING);
        default -> throw item.error("Expected live or staging, but found '" + item.text() + "'.");
      }
    }
    if (environments.isEmpty()) {
      throw list.error("Expected live, staging or both, but the list is empty.");
    }
    return environments;
  }
}
