package dev.gatehold.cli.server;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.node.ObjectNode;

/** A command that is a server until somebody ends the process. */
abstract class ServerCommand extends CliCommand {
  ServerCommand(Cli cli) {
    super(cli);
  }

  /** A server that answers, and stops when the process is told to end. */
  final GateholdServer started(ServerSettings settings) {
    GateholdServer server = StartUp.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    return server;
  }

  private void stop(GateholdServer server) {
    cli().progress("Stopping …");
    server.close();
    cli().progress("Stopped.");
  }

  static ObjectNode json(URI url, Path folder) {
    return JsonText.object()
        .put("url", url.toString())
        .put("api", url + "/api/v1")
        .put("data", folder.toString());
  }

  @Override
  protected final void afterwards() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
