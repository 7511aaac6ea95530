package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Credentials;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "logout",
    description = "Forget the tokens for the server; --as USER forgets only that user's.")
final class LogoutCommand extends CliCommand {
  LogoutCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    URI server = cli().server();
    Credentials credentials = cli().credentials();
    String user = cli().user();
    List<String> users = user == null ? credentials.users(server) : List.of(user);
    List<String> forgotten =
        users.stream().filter(known -> credentials.forget(server, known)).toList();
    return new Answer(
        JsonText.object()
            .put("server", server.toString())
            .set("forgotten", JsonText.array(forgotten)),
        out ->
            out.line(
                forgotten.isEmpty()
                    ? "Nobody was signed in to " + server + "."
                    : "Forgot the token of "
                        + String.join(", ", forgotten)
                        + " for "
                        + server
                        + "."));
  }
}
