package dev.gatehold.connectors.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command that a step asks for, checked.
 *
 * @param command the program and its arguments; they reach the process as they are, no shell reads
 *     them
 * @param env added to the environment
 * @param stdin what the process can read, in UTF-8
 */
public record CommandParameters(List<String> command, Map<String, String> env, String stdin) {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String OWN_PREFIX = "GATEHOLD_";

  /** Reads {@code command}, {@code env} and {@code stdin} out of a step's parameters. */
  public static CommandParameters of(Map<String, @Nullable Object> json) throws WrongParameters {
    Object stdin = json.get("stdin");
    return new CommandParameters(
        command(json.get("command")),
        env(json.get("env")),
        stdin == null ? "" : text("stdin", stdin));
  }

  public String program() {
    return command.getFirst();
  }

  private static List<String> command(@Nullable Object value) throws WrongParameters {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw new WrongParameters(
          "'command' to be a list of text that begins with a program", "it is not");
    }
    List<String> command = new ArrayList<>(list.size());
    for (Object item : list) {
      command.add(passable("command[" + command.size() + "]", item));
    }
    return List.copyOf(command);
  }

  private static Map<String, String> env(@Nullable Object value) throws WrongParameters {
    Map<String, String> env = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : object("env", value).entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!VARIABLE.matcher(name).matches()) {
        throw new WrongParameters(
            "names of variables such as 'REPO_URL' in 'env'", "found '" + name + "'");
      }
      if (name.startsWith(OWN_PREFIX)) {
        throw new WrongParameters(
            "'env' to leave names that begin with " + OWN_PREFIX + " to Gatehold",
            "it sets '" + name + "'");
      }
      env.put(name, passable("env." + name, entry.getValue()));
    }
    return env;
  }

  /** The object under a name; empty when there is nothing. */
  public static Map<?, ?> object(String name, @Nullable Object value) throws WrongParameters {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> map;
      default -> throw new WrongParameters("'" + name + "' to be an object", "it is not");
    };
  }

  /** Text that a process can take: numbers and truth become text, NUL is refused. */
  public static String passable(String place, @Nullable Object value) throws WrongParameters {
    String text = text(place, value);
    if (text.indexOf('\0') >= 0) {
      throw new WrongParameters(
          "'" + place + "' to be text that a process can take", "it has a NUL character");
    }
    return text;
  }

  private static String text(String place, @Nullable Object value) throws WrongParameters {
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Double number -> number.toString();
      case Boolean truth -> truth.toString();
      case null -> throw new WrongParameters("text as '" + place + "'", "it is null");
      case List<?> _ -> throw new WrongParameters("text as '" + place + "'", "it is a list");
      default -> throw new WrongParameters("text as '" + place + "'", "it is an object");
    };
  }
}
