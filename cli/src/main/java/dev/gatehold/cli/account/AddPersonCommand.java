package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "add", description = "Make an account; asks for the password without showing it.")
final class AddPersonCommand extends CliCommand {
  @Parameters(paramLabel = "USER", description = "The person's id.")
  private String id = "";

  @Option(names = "--name", paramLabel = "NAME", description = "Default: the id.")
  private @Nullable String name;

  @Option(names = "--group", paramLabel = "GROUP", description = "A group; can be repeated.")
  private List<String> groups = List.of();

  @Option(names = "--role", paramLabel = "ROLE", description = "A role; can be repeated.")
  private List<String> roles = List.of();

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Another id of the same person; can be repeated.")
  private List<String> accounts = List.of();

  @Option(names = "--manager", paramLabel = "USER", description = "The person's manager.")
  private @Nullable String manager;

  @Option(names = "--admin", description = "Make the person an administrator.")
  private boolean admin;

  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean passwordFromInput;

  AddPersonCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    ObjectNode body = JsonText.object().put("id", id).put("name", name == null ? id : name);
    body.set("groups", JsonText.array(groups));
    body.set("roles", JsonText.array(roles));
    body.set("accounts", JsonText.array(accounts));
    if (manager != null) {
      body.put("manager", manager);
    }
    if (admin) {
      body.put("admin", true);
    }
    body.put("password", cli().password("New password of " + id + ": ", passwordFromInput));
    JsonNode person = cli().api().send(Call.post("people").json(body)).body();
    return new Answer(
        person,
        out -> out.line("Account '" + id + "' made."),
        new Next("gatehold login " + id, "sign in with it"));
  }
}
