package dev.gatehold.cli;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Show the version.")
final class VersionCommand extends CliCommand {
  VersionCommand(Cli cli) {
    super(cli);
  }

  static CommandLine of(Cli cli) {
    return new CommandLine(new VersionCommand(cli));
  }

  @Override
  protected Answer answer() throws IOException {
    String version = version();
    String java = Runtime.version().toString();
    return new Answer(
        JsonText.object().put("version", version).put("java", java),
        out -> out.line("gatehold " + version + " (Java " + java + ")"));
  }

  private static String version() throws IOException {
    try (InputStream file = VersionCommand.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        throw new IOException("version.properties is missing in the program");
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "");
    }
  }
}
