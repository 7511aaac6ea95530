package dev.gatehold.connectors.exec;

import dev.gatehold.connectors.command.CommandParameters;
import dev.gatehold.connectors.command.WrongParameters;
import dev.gatehold.engine.effect.ConnectorFailure;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks for, checked.
 *
 * @param run the command
 * @param files relative paths by the names under which the step's output refers to the files
 */
record ExecParameters(CommandParameters run, Map<String, String> files) {
  private static final Set<String> KNOWN = Set.of("command", "env", "stdin", "files");

  /** The keys of a step's output that this connector gives itself. */
  static final Set<String> OWN_OUTPUT = Set.of("exit", "stdout", "log");

  static ExecParameters of(Map<String, @Nullable Object> json) throws ConnectorFailure {
    try {
      for (String key : json.keySet()) {
        if (!KNOWN.contains(key)) {
          throw new WrongParameters(
              "'command', 'env', 'stdin' and 'files' only", "'" + key + "' is there too");
        }
      }
      CommandParameters run = CommandParameters.of(json);
      Map<String, String> files = files(json.get("files"));
      List<String> command = run.command();
      for (int i = 0; i < command.size(); i++) {
        encodable("command[" + i + "]", command.get(i));
      }
      for (Map.Entry<String, String> variable : run.env().entrySet()) {
        encodable("env." + variable.getKey(), variable.getValue());
      }
      return new ExecParameters(run, files);
    } catch (WrongParameters e) {
      throw ExecFailures.parameters(e.expected(), e.found());
    }
  }

  String program() {
    return run.program();
  }

  private static Map<String, String> files(@Nullable Object value)
      throws WrongParameters, ConnectorFailure {
    Map<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : CommandParameters.object("files", value).entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (OWN_OUTPUT.contains(name)) {
        throw new WrongParameters(
            "the names in 'files' to differ from exit, stdout and log", "found '" + name + "'");
      }
      String path = CommandParameters.passable("files." + name, entry.getValue());
      encodable("files." + name, path);
      files.put(name, path);
    }
    return files;
  }

  /** Java would put '?' in place of what the system's encoding lacks, and say nothing. */
  private static void encodable(String place, String text) throws ConnectorFailure {
    Charset platform = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    if (!platform.newEncoder().canEncode(text)) {
      throw ExecFailures.encoding("'" + place + "'", platform.name());
    }
  }
}
