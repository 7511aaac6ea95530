package dev.gatehold.cli.server;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.server.GateholdServer;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "start",
    description = {
      "Start a server for people who rely on it.",
      "Everybody needs a password or token of their own, and flows run no processes here but those"
          + " of --exec-allow. On an address that others reach it wants --url https://…, and TLS in"
          + " front of it."
    })
final class StartCommand extends ServerCommand {
  @Mixin private ServerOptions options = new ServerOptions();

  StartCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Path folder = options.folder(cli().environment());
    GateholdServer server = started(options.settings(cli().environment()));
    ServerBanner banner =
        new ServerBanner(
            server.url(),
            server.baseUri(),
            server.keptIn(),
            options.shownFloors(folder),
            server.needsAdmin() ? server.newSetupLink() : null);
    return new Answer(json(server.url(), folder), banner);
  }
}
