package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "cancel", description = "End a run now; what it did is undone first.")
final class CancelCommand extends RunVerb {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the journal.")
  private @Nullable String reason;

  CancelCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    return sent(
        "cancel",
        JsonText.object().put("reason", reason),
        data ->
            Fields.has(data, "closing")
                ? "Run " + run() + " undoes what it did and then ends as cancelled."
                : "Run " + run() + " is cancelled.");
  }
}
