package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Moment;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "away",
    description = {
      "Say when you are away and who decides instead; without options, list when you are.",
      "A time is a day (2026-12-24), a time (2026-12-24T09:00:00+01:00) or a span from now (3d)."
    })
final class AwayCommand extends CliCommand {
  @Option(names = "--from", paramLabel = "TIME", description = "Default: now.")
  private @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "A day is away to its end. Default: no end, which takes no delegate.")
  private @Nullable String until;

  @Option(
      names = "--to",
      paramLabel = "USER",
      description = "Who decides instead; default: nobody.")
  private @Nullable String delegate;

  @Option(
      names = "--person",
      paramLabel = "USER",
      description = "Somebody else who is away (administrators).")
  private @Nullable String named;

  AwayCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    return from == null && until == null && delegate == null ? listed() : said();
  }

  private Answer listed() {
    JsonNode list = AbsenceText.list(cli(), AbsenceText.person(cli(), named));
    return new Answer(
        list,
        out -> AbsenceText.print(out, Fields.items(list, "items"), cli().environment()),
        new Next("gatehold away --until TIME --to USER", "say that you are away"));
  }

  private Answer said() {
    ObjectNode body = JsonText.object();
    if (from != null) {
      body.put("from", Moment.from(from, cli().environment()).toString());
    }
    if (until != null) {
      body.put("until", Moment.until(until, cli().environment()).toString());
    }
    if (delegate != null) {
      body.put("delegate", delegate);
    }
    String person = AbsenceText.person(cli(), named);
    JsonNode absence = cli().api().send(Call.post("people", person, "absences").json(body)).body();
    return new Answer(
        absence,
        out -> out.line(AbsenceText.sentence(Plain.line(person), absence, cli().environment())),
        new Next("gatehold back " + Fields.line(absence, "id"), "take it back"));
  }
}
