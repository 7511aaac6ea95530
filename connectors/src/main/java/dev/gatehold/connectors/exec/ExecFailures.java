package dev.gatehold.connectors.exec;

import dev.gatehold.core.run.Failure;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import java.io.IOException;
import java.time.Duration;

/** Everything that can go wrong with a local process, in the words that people read. */
final class ExecFailures {
  private ExecFailures() {}

  static ConnectorFailure disabled(Job job) {
    return lasting(
        "exec.disabled",
        "Expected to run the command of step '"
            + job.step()
            + "', but this server does not run local processes. Ask its operator to allow them, or"
            + " run this flow on a server that does.");
  }

  static ConnectorFailure notAllowed(String program) {
    return lasting(
        "exec.not_allowed",
        "Expected '"
            + program
            + "' to be among the commands that this server allows, but it is not. Use an allowed"
            + " one, or ask the operator to add it.");
  }

  static ConnectorFailure notFound(String program, String fact) {
    return lasting(
        "exec.not_found",
        "Expected to find the program '"
            + program
            + "', but "
            + fact
            + ". Install it on this server, or name it by its absolute path.");
  }

  static ConnectorFailure parameters(String expected, String found) {
    return lasting(
        "exec.parameters",
        "Expected "
            + expected
            + ", but "
            + found
            + ". Correct the step in the flow file and make a release.");
  }

  static ConnectorFailure encoding(String place, String encoding) {
    return lasting(
        "exec.encoding",
        "Expected to pass "
            + place
            + " on as it is, but this server's encoding "
            + encoding
            + " does not have all of its characters. Start the server with LC_ALL=C.UTF-8.");
  }

  static ConnectorFailure path(String what, String path, String fact) {
    return lasting(
        "exec.path",
        "Expected the "
            + what
            + " '"
            + path
            + "' to stay inside the run's working folder, but "
            + fact
            + ". Use a plain relative path.");
  }

  static ConnectorFailure start(String program, IOException cause) {
    ConnectorFailure failure =
        new ConnectorFailure(
            new Failure(
                "exec.start",
                "Expected to start '"
                    + program
                    + "', but the system refused: "
                    + cause.getMessage()
                    + ". Pass large values by stdin or files, or see what the server lacks.",
                StartErrors.passes(cause)));
    failure.initCause(cause);
    return failure;
  }

  static ConnectorFailure exit(Job job, String program, int exit, String tail, Digest log) {
    return passing(
        "exec.exit",
        "Expected '"
            + program
            + "' of step '"
            + job.step()
            + "' to exit with 0, but it exited with "
            + exit
            + said(tail)
            + seeLog(log));
  }

  static ConnectorFailure timeout(
      Job job, String program, Duration timeout, String tail, Digest log) {
    return passing(
        "exec.timeout",
        "Expected '"
            + program
            + "' of step '"
            + job.step()
            + "' to end within "
            + Durations.format(timeout)
            + ", but it did not and was ended with everything it had started"
            + said(tail)
            + seeLog(log));
  }

  static ConnectorFailure output(Job job, String fact) {
    return lasting(
        "exec.output",
        "Expected step '"
            + job.step()
            + "' to leave one JSON object in the file that GATEHOLD_OUTPUT names, but "
            + fact
            + ". Correct what the command writes.");
  }

  static ConnectorFailure fileMissing(String name, String path) {
    return lasting(
        "exec.file_missing",
        "Expected the command to leave the file '"
            + path
            + "' for '"
            + name
            + "', but there is none in the working folder. Let the command write it, or take it"
            + " out of 'files'.");
  }

  static ConnectorFailure fileTooLarge(String path, long limit) {
    return lasting(
        "exec.file_too_large",
        "Expected the file '"
            + path
            + "' to have at most "
            + limit
            + " bytes, but it has more. Keep it elsewhere and leave a link or an excerpt.");
  }

  static ConnectorFailure io(Job job, IOException cause) {
    ConnectorFailure failure =
        passing(
            "exec.io",
            "Expected to read and write the files of step '"
                + job.step()
                + "', but it did not work: "
                + cause
                + ". See that the server's disk has space and its work folder can be written.");
    failure.initCause(cause);
    return failure;
  }

  private static String said(String tail) {
    return tail.isEmpty() ? " and said nothing." : ":\n" + tail + "\n";
  }

  private static String seeLog(Digest log) {
    return " See the log " + log + " for all of its output.";
  }

  private static ConnectorFailure lasting(String code, String message) {
    return new ConnectorFailure(new Failure(code, message, false));
  }

  private static ConnectorFailure passing(String code, String message) {
    return new ConnectorFailure(new Failure(code, message, true));
  }
}
