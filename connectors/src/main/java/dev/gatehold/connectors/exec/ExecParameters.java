package dev.gatehold.connectors.exec;

import dev.gatehold.engine.effect.ConnectorFailure;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks for, checked.
 *
 * @param command the program and its arguments; they reach the process as they are, no shell reads
 *     them
 * @param env added to the environment
 * @param stdin what the process can read, in UTF-8
 * @param files relative paths by the names under which the step's output refers to the files
 */
record ExecParameters(
    List<String> command, Map<String, String> env, String stdin, Map<String, String> files) {
  private static final Set<String> KNOWN = Set.of("command", "env", "stdin", "files");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String OWN_PREFIX = "GATEHOLD_";

  /** The keys of a step's output that this connector gives itself. */
  static final Set<String> OWN_OUTPUT = Set.of("exit", "stdout", "log");

  static ExecParameters of(Map<String, @Nullable Object> json) throws ConnectorFailure {
    for (String key : json.keySet()) {
      if (!KNOWN.contains(key)) {
        throw ExecFailures.parameters(
            "'command', 'env', 'stdin' and 'files' only", "'" + key + "' is there too");
      }
    }
    return new ExecParameters(
        command(json.get("command")),
        env(json.get("env")),
        stdin(json.get("stdin")),
        files(json.get("files")));
  }

  String program() {
    return command.getFirst();
  }

  private static List<String> command(@Nullable Object value) throws ConnectorFailure {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw ExecFailures.parameters(
          "'command' to be a list of text that begins with a program", "it is not");
    }
    List<String> command = new ArrayList<>(list.size());
    for (Object item : list) {
      command.add(passable("command[" + command.size() + "]", item));
    }
    return List.copyOf(command);
  }

  private static Map<String, String> env(@Nullable Object value) throws ConnectorFailure {
    Map<String, String> env = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : object("env", value).entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!VARIABLE.matcher(name).matches()) {
        throw ExecFailures.parameters(
            "names of variables such as 'REPO_URL' in 'env'", "found '" + name + "'");
      }
      if (name.startsWith(OWN_PREFIX)) {
        throw ExecFailures.parameters(
            "'env' to leave names that begin with " + OWN_PREFIX + " to Gatehold",
            "it sets '" + name + "'");
      }
      env.put(name, passable("env." + name, entry.getValue()));
    }
    return env;
  }

  private static String stdin(@Nullable Object value) throws ConnectorFailure {
    return value == null ? "" : text("stdin", value);
  }

  private static Map<String, String> files(@Nullable Object value) throws ConnectorFailure {
    Map<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : object("files", value).entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (OWN_OUTPUT.contains(name)) {
        throw ExecFailures.parameters(
            "the names in 'files' to differ from exit, stdout and log", "found '" + name + "'");
      }
      files.put(name, passable("files." + name, entry.getValue()));
    }
    return files;
  }

  private static Map<?, ?> object(String name, @Nullable Object value) throws ConnectorFailure {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> map;
      default -> throw ExecFailures.parameters("'" + name + "' to be an object", "it is not");
    };
  }

  private static String text(String place, @Nullable Object value) throws ConnectorFailure {
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Double number -> number.toString();
      case Boolean truth -> truth.toString();
      case null, default ->
          throw ExecFailures.parameters("text as '" + place + "'", "it is " + kind(value));
    };
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case List<?> _ -> "a list";
      default -> "an object";
    };
  }

  /** Text that the system can hand to a process unchanged: Java would put '?' or fail silently. */
  private static String passable(String place, @Nullable Object value) throws ConnectorFailure {
    String text = text(place, value);
    if (text.indexOf('\0') >= 0) {
      throw ExecFailures.parameters(
          "'" + place + "' to be text that a process can take", "it has a NUL character");
    }
    Charset platform = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    if (!platform.newEncoder().canEncode(text)) {
      throw ExecFailures.encoding("'" + place + "'", platform.name());
    }
    return text;
  }
}
