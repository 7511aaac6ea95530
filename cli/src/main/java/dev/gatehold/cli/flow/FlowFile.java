package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A flow file on its way to a check or to the server.
 *
 * @param name as the user wrote it, for reports
 */
record FlowFile(String name, String source) {
  private static final String YAML = "text/yaml";

  static FlowFile read(Cli cli, String name) {
    Path path = cli.environment().path(name);
    try {
      return new FlowFile(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
    } catch (IOException e) {
      CliException error =
          new CliException(
              ExitCode.USAGE,
              "file.unusable",
              "Expected a flow file at '" + name + "', but it cannot be read.",
              Next.say("Check the path: it is taken from the folder you are in."));
      error.initCause(e);
      throw error;
    }
  }

  Report check(Api api) {
    Call call = Call.post("flows", "check").query("file", name).text(YAML, source);
    return new Report(name, api.send(call).body());
  }

  Call push(String flow) {
    return Call.to("PUT", "flows", flow, "draft").query("file", name).text(YAML, source);
  }
}
