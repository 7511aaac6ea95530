package dev.gatehold.cli.server;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "start-dev",
    description = {
      "Start a server for development on this machine.",
      "Without --people it has the cast and the flows of the examples. Flows may run processes"
          + " here."
    })
final class StartDevCommand extends ServerCommand {
  /** Who loads the example flows; a member of the example cast. */
  private static final String AUTHOR = "alice";

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--no-exec",
      description = {
        "Let flows run no processes on this machine.",
        "The flows of the examples, which do, are left out."
      })
  private boolean noExec;

  StartDevCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() throws IOException {
    Path folder = options.folder(cli().environment());
    Examples examples = options.hasPeople() ? null : Examples.find(cli().environment());
    String password = DevPassword.of(folder);
    GateholdServer server = started(settings(examples, password));
    List<String> loaded =
        examples == null || noExec ? List.of() : furnish(server, examples, password);
    DevBanner banner =
        new DevBanner(
            server.url(),
            options.data(),
            options.shownFloors(folder),
            password,
            server.needsAdmin() ? server.newSetupLink() : null,
            examples != null,
            loaded);
    return new Answer(json(server.url(), folder), banner);
  }

  private ServerSettings settings(@Nullable Examples examples, String password) {
    ServerSettings settings = options.settings(cli().environment()).withDevPassword(password);
    if (noExec && options.allowsProcesses()) {
      throw ServerOptions.wrong("Expected --no-exec or --exec-allow, but found both.");
    }
    if (!options.allowsProcesses()) {
      settings = settings.withExec(!noExec);
    }
    return examples == null ? settings : settings.withPeopleFile(examples.people());
  }

  private static List<String> furnish(GateholdServer server, Examples examples, String password)
      throws IOException {
    Api author = SignIn.as(server.baseUri(), AUTHOR, password);
    FlowLoader loader = new FlowLoader(author);
    return loader.isEmpty() ? loader.load(examples.flows(), "An example") : List.of();
  }
}
