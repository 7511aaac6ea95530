package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "back",
    description = "Say that you are back: ends the absences named, or all that hold now.")
final class BackCommand extends CliCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "ABSENCE",
      description = "An absence, also one still to come; 'gatehold away' lists them.")
  private List<String> absences = List.of();

  @Option(
      names = "--person",
      paramLabel = "USER",
      description = "Somebody else who is back (administrators).")
  private @Nullable String named;

  BackCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    String person = AbsenceText.person(cli(), named);
    List<String> ended = absences.isEmpty() ? holding(person) : absences;
    ended.forEach(
        absence -> cli().api().send(Call.to("DELETE", "people", person, "absences", absence)));
    ObjectNode data = JsonText.object().put("person", person);
    data.set("ended", JsonText.array(ended));
    return new Answer(
        data,
        out ->
            out.line(
                ended.isEmpty()
                    ? "No absence holds now that could be ended here."
                    : "Ended " + String.join(", ", ended) + "."),
        new Next("gatehold away", "see the absences that are left"));
  }

  private List<String> holding(String person) {
    Instant now = cli().environment().clock().instant();
    return Fields.items(AbsenceText.list(cli(), person), "items").stream()
        .filter(absence -> Fields.has(absence, "id") && holds(absence, now))
        .map(absence -> Fields.raw(absence, "id"))
        .toList();
  }

  private static boolean holds(JsonNode absence, Instant now) {
    Instant from = Fields.instant(absence, "from");
    Instant until = Fields.instant(absence, "until");
    return from != null && !from.isAfter(now) && (until == null || until.isAfter(now));
  }
}
