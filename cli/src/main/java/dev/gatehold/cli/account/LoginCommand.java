package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "login",
    description = "Sign in; keeps a token in a file that only you can read, never the password.")
final class LoginCommand extends CliCommand {
  @Parameters(paramLabel = "USER", description = "Your id.")
  private String user = "";

  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean passwordFromInput;

  LoginCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Api api = cli().anonymous();
    warnOfOpenConnection(api.server());
    String password =
        cli()
            .password(
                "Password of " + Plain.line(user) + " at " + api.server() + ": ",
                passwordFromInput);
    ObjectNode body = JsonText.object().put("user", user).put("password", password);
    JsonNode reply = api.send(Call.post("login").json(body)).body();
    JsonNode principal = reply.path("principal");
    String id = Fields.raw(principal, "id");
    cli().credentials().keep(api.server(), id, Fields.raw(reply, "token"));
    ObjectNode data = JsonText.object().put("server", api.server().toString());
    data.set("principal", principal);
    data.put("credentials", cli().credentials().file().toString());
    return new Answer(
        data,
        out ->
            out.line(
                "Signed in to " + api.server() + " as " + Fields.line(principal, "name") + "."),
        new Next("gatehold inbox", "see what waits for you"));
  }

  private void warnOfOpenConnection(URI server) {
    if (server.getScheme().equals("http") && !loopback(server.getHost())) {
      cli().err().line("warning: " + server + " is not encrypted: others on the way can read it.");
    }
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
