package dev.gatehold.connectors.ssh;

import dev.gatehold.connectors.command.ReportedOutput;
import dev.gatehold.connectors.command.WrongReport;
import dev.gatehold.engine.resource.Resource;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A command on a machine, from connecting to the step's output.
 *
 * @param output where it is kept what the command says
 */
record Work(Machine machine, Scripts scripts, Output output) {
  /** One way of running a command. */
  interface Way extends Callable<Map<String, @Nullable Object>> {
    @Override
    Map<String, @Nullable Object> call() throws SshFailure, InterruptedException;

    /** Whether the command may be running over there. */
    boolean mayRun();
  }

  SshConnection to() {
    return machine.connection();
  }

  /** Ends what the command left behind, and gives what it reported. */
  byte[] report(Link link) throws LinkCut, InterruptedException {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    link.run(
        scripts.report(),
        new HeadedStream(scripts.begin(), false, report::write),
        OutputStream.nullOutputStream());
    return report.toByteArray();
  }

  /** The step's output, when the command ended well. */
  Map<String, @Nullable Object> result(Link.Ending ending, byte[] report) throws SshFailure {
    Resource log = output.store();
    if (ending.signal() != null) {
      throw SshFailures.signal(to(), ending.signal(), output.tail(), log.digest());
    }
    if (ending.exit() != null && ending.exit() != 0) {
      throw SshFailures.exit(to(), ending.exit(), output.tail(), log.digest());
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("exit", 0L);
    result.put("stdout", output.stdout());
    result.put("log", log.toJson());
    try {
      result.putAll(ReportedOutput.of(report, SshParameters.OWN_OUTPUT, output.masking()));
    } catch (WrongReport e) {
      throw SshFailures.output(e.fact());
    }
    return result;
  }
}
