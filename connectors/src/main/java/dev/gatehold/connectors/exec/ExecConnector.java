package dev.gatehold.connectors.exec;

import dev.gatehold.connectors.command.OutputRecorder;
import dev.gatehold.connectors.command.ReportedOutput;
import dev.gatehold.connectors.command.WrongReport;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.resource.ResourceStore.ResourceTooLarge;
import dev.gatehold.engine.secret.Masking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a local process as the work of a step: an argument list, never a shell line; a working
 * folder per run; an environment that has nothing of the server's own. When the step is over, for
 * whatever reason, no process of it is left.
 *
 * <p>Output: {@code exit} 0, {@code stdout} (the first 16 KiB), {@code log} (a resource with all
 * output, at most 10 MiB), one resource per entry of {@code files} (at most 50 MiB each), and what
 * the command wrote as JSON into the file that {@code GATEHOLD_OUTPUT} names. Secrets of the step
 * are replaced by {@code ***} in all of these.
 *
 * <p>Failures: {@code exec.exit}, {@code exec.timeout} and {@code exec.io} may be repeated; {@code
 * exec.start} when the system was short of something; {@code exec.disabled}, {@code
 * exec.not_allowed}, {@code exec.not_found}, {@code exec.parameters}, {@code exec.encoding}, {@code
 * exec.path}, {@code exec.output}, {@code exec.file_missing} and {@code exec.file_too_large} may
 * not.
 */
public final class ExecConnector implements Connector {
  /** How flows name it. */
  public static final String NAME = "exec";

  private static final long FILE_LIMIT = 50L * 1024 * 1024;

  private final ExecSettings settings;
  private final ResourceStore resources;
  private final Programs programs;

  public ExecConnector(ExecSettings settings, ResourceStore resources) {
    this.settings = settings;
    this.resources = resources;
    this.programs = new Programs(settings.allowedCommands());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, @Nullable Object> run(Job job) throws ConnectorFailure, InterruptedException {
    if (!settings.enabled()) {
      throw ExecFailures.disabled(job);
    }
    ExecParameters parameters = ExecParameters.of(job.parameters());
    Path program = programs.find(parameters.program());
    try {
      WorkFolder folder = WorkFolder.open(settings.workFolder(), job);
      try {
        return run(job, parameters, program, folder);
      } finally {
        folder.forgetJob();
      }
    } catch (IOException e) {
      throw ExecFailures.io(job, e);
    }
  }

  private Map<String, @Nullable Object> run(
      Job job, ExecParameters parameters, Path program, WorkFolder folder)
      throws IOException, ConnectorFailure, InterruptedException {
    OutputRecorder output = new OutputRecorder(folder.log(), job.masking());
    OptionalInt exit;
    try (output;
        RunningCommand command = start(job, parameters, program, folder, output)) {
      exit = command.await(job.timeout());
    }
    Resource log =
        store(
            folder.log(),
            job.step() + "-" + job.attempt() + ".log",
            OutputRecorder.LOG_WITH_NOTE,
            Masking.NONE);
    if (exit.isEmpty() && job.timeout() != null) {
      throw ExecFailures.timeout(
          job, parameters.program(), job.timeout(), output.tail(), log.digest());
    }
    if (exit.orElseThrow() != 0) {
      throw ExecFailures.exit(
          job, parameters.program(), exit.getAsInt(), output.tail(), log.digest());
    }
    return result(job, parameters, folder, output, log);
  }

  private static RunningCommand start(
      Job job, ExecParameters parameters, Path program, WorkFolder folder, OutputRecorder output)
      throws IOException, ConnectorFailure {
    List<String> command = new ArrayList<>(parameters.run().command());
    command.set(0, program.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.run().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(job, parameters, folder));
    ProcessTree tree = new ProcessTree("GATEHOLD_OUTPUT=" + folder.output());
    // The same job comes again after a crash of the server; its processes outlived that.
    tree.end(null);
    try {
      return RunningCommand.start(builder, parameters.run().stdin(), tree, output);
    } catch (IOException e) {
      if (StartErrors.notAProgram(e)) {
        throw ExecFailures.notFound(parameters.program(), "the system cannot run it");
      }
      throw ExecFailures.start(parameters.program(), e);
    }
  }

  private static Map<String, String> environment(
      Job job, ExecParameters parameters, WorkFolder folder) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", Programs.PATH);
    environment.put("HOME", folder.run().toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("TMPDIR", folder.temporary().toString());
    environment.putAll(parameters.run().env());
    environment.put("GATEHOLD_RUN", job.run());
    environment.put("GATEHOLD_STEP", job.step());
    environment.put("GATEHOLD_ATTEMPT", String.valueOf(job.attempt()));
    environment.put("GATEHOLD_JOB", job.id());
    if (job.callback() != null) {
      environment.put("GATEHOLD_CALLBACK", job.callback());
    }
    environment.put("GATEHOLD_OUTPUT", folder.output().toString());
    return environment;
  }

  private Map<String, @Nullable Object> result(
      Job job, ExecParameters parameters, WorkFolder folder, OutputRecorder output, Resource log)
      throws IOException, ConnectorFailure {
    Set<String> taken = new HashSet<>(ExecParameters.OWN_OUTPUT);
    taken.addAll(parameters.files().keySet());
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("exit", 0L);
    result.put("stdout", output.stdout());
    result.put("log", log.toJson());
    result.putAll(reported(job, folder, taken));
    for (Map.Entry<String, String> file : parameters.files().entrySet()) {
      result.put(file.getKey(), keep(job, file.getKey(), file.getValue(), folder).toJson());
    }
    return result;
  }

  private static Map<String, @Nullable Object> reported(
      Job job, WorkFolder folder, Set<String> taken) throws IOException, ConnectorFailure {
    Path file = folder.output();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Map.of();
    }
    try (InputStream content = Files.newInputStream(file)) {
      return ReportedOutput.of(content.readNBytes(ReportedOutput.LIMIT + 1), taken, job.masking());
    } catch (WrongReport e) {
      throw ExecFailures.output(job, e.fact());
    }
  }

  private Resource keep(Job job, String name, String relative, WorkFolder folder)
      throws IOException, ConnectorFailure {
    Path file = folder.file(relative);
    if (!Files.isRegularFile(file)) {
      throw ExecFailures.fileMissing(name, relative);
    }
    try {
      return store(file, Path.of(relative).getFileName().toString(), FILE_LIMIT, job.masking());
    } catch (ResourceTooLarge e) {
      throw ExecFailures.fileTooLarge(relative, FILE_LIMIT);
    }
  }

  private Resource store(Path file, String name, long limit, Masking masking) throws IOException {
    try (InputStream content = masking.stream(Files.newInputStream(file))) {
      return resources.put(content, name, MediaTypes.of(name), limit);
    }
  }
}
