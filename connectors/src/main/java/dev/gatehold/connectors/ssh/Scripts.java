package dev.gatehold.connectors.ssh;

import dev.gatehold.connectors.command.CommandParameters;
import dev.gatehold.connectors.command.ReportedOutput;
import dev.gatehold.engine.effect.Connector.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is run over there for one job: texts for a POSIX shell. Every value in them stands in single
 * quotes, in which a shell sees nothing but characters.
 */
final class Scripts {
  static final int MOST_PER_POLL = 1024 * 1024;

  /** How long it is remembered over there what became of a detached command. */
  private static final int DAYS = 7;

  /** A folder over there is called like the job. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,199}");

  private static final String COMMON = text("common");

  private final Job job;
  private final CommandParameters run;

  Scripts(Job job, CommandParameters run) throws SshFailure {
    if (!ID.matcher(job.id()).matches()) {
      throw SshFailures.parameters(
          "a job id of letters, digits and . _ @ -", "found '" + job.id() + "'");
    }
    this.job = job;
    this.run = run;
  }

  /** The line with which everything of ours begins. */
  String begin() {
    return "gatehold:" + job.id();
  }

  byte[] input() {
    return run.stdin().getBytes(StandardCharsets.UTF_8);
  }

  String run() {
    return script("run", Map.of("size", input().length));
  }

  String start() {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("size", input().length);
    variables.put("days", DAYS);
    variables.put("keep", whole("keep", Map.of(), false));
    return script("start", variables);
  }

  /**
   * Asks how a detached command is.
   *
   * @param out how many bytes of its standard output are known
   * @param err how many of its standard error
   */
  String poll(long out, long err) {
    return script("poll", Map.of("out", out + 1, "err", err + 1, "most", MOST_PER_POLL));
  }

  String report() {
    return script("report", Map.of("most", ReportedOutput.LIMIT + 1));
  }

  String stop(boolean detached) {
    return script("stop", Map.of("detached", detached));
  }

  String forget() {
    return script("forget", Map.of());
  }

  private String script(String name, Map<String, ?> variables) {
    // A shell reads a group to its end before it does anything in it: half a script does nothing.
    return "{\n" + whole(name, variables, true) + "\n}\n";
  }

  private String whole(String name, Map<String, ?> variables, boolean withCommand) {
    StringBuilder text = new StringBuilder();
    text.append("job=").append(quoted(job.id())).append('\n');
    text.append("begin=").append(quoted(begin())).append('\n');
    variables.forEach((key, value) ->
        text.append(key).append('=').append(quoted(String.valueOf(value))).append('\n'));
    text.append(environment());
    if (withCommand) {
      text.append("set --");
      run.command().forEach(word -> text.append(' ').append(quoted(word)));
      text.append('\n');
    }
    return text.append(COMMON).append(text(name)).toString();
  }

  private String environment() {
    Map<String, String> variables = new LinkedHashMap<>(run.env());
    variables.put("GATEHOLD_RUN", job.run());
    variables.put("GATEHOLD_STEP", job.step());
    variables.put("GATEHOLD_ATTEMPT", String.valueOf(job.attempt()));
    variables.put("GATEHOLD_JOB", job.id());
    if (job.callback() != null) {
      variables.put("GATEHOLD_CALLBACK", job.callback());
    }
    return variables.entrySet().stream()
        .map(each -> "export " + each.getKey() + "=" + quoted(each.getValue()) + "\n")
        .collect(
            Collectors.joining(
                "", "environment() {\nexport GATEHOLD_OUTPUT=\"$d/output.json\"\n", "}\n"));
  }

  static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static String text(String name) {
    try (InputStream text = Scripts.class.getResourceAsStream(name + ".sh")) {
      if (text == null) {
        throw new IllegalStateException("Expected the script " + name + ".sh, but it is missing.");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
