package dev.gatehold.cli;

import dev.gatehold.cli.command.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a keyboard: runs commands in a folder and sees what they print. */
public final class Shell {
  private final Path folder;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private Set<Integer> terminals = Set.of();
  private InstantSource clock = InstantSource.system();
  private String input = "";

  public Shell(Path folder) {
    this.folder = folder;
    variables.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
  }

  /** What a command left behind. */
  public record Result(int exit, String out, String err) {
    /** The one line of JSON on standard output. */
    public JsonNode json() {
      if (out.lines().count() != 1) {
        throw new AssertionError("Expected one line, but found:\n" + out + "\nand:\n" + err);
      }
      return JsonMapper.shared().readTree(out);
    }

    public JsonNode data() {
      return json().path("data");
    }

    public String errorCode() {
      return json().path("error").path("code").asString();
    }

    /** Both streams, for assertions on what a person reads. */
    public String text() {
      return out + err;
    }
  }

  public Shell with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public Shell atTerminal() {
    terminals = Set.of(0, 1, 2);
    return this;
  }

  public Shell at(Instant now) {
    clock = () -> now;
    return this;
  }

  /** What the next command reads from standard input. */
  public Shell typing(String text) {
    input = text;
    return this;
  }

  public Result run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            Map.copyOf(variables),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals,
            folder,
            clock);
    input = "";
    int exit = new CommandLineProgram(environment).run(words);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
