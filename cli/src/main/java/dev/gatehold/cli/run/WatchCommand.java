package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.WaitOption;
import dev.gatehold.cli.output.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "watch",
    description = {
      "Follow a run until it is over; can be repeated at any time.",
      "The exit code says how it ended: 0 completed, 10 rejected, 12 cancelled, 1 failed, 8 still"
          + " going. When changes are requested and you are the one who has to resubmit, it ends"
          + " with 11."
    })
final class WatchCommand extends CliCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  private String run = "";

  @Option(
      names = "--timeout",
      paramLabel = "30m",
      converter = WaitOption.Converter.class,
      description = "Give up after this long; default: never.")
  private @Nullable Duration timeout;

  WatchCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    ChangePrinter changes = new ChangePrinter(cli()::out);
    Follower follower = new Follower(cli().api());
    JsonNode last =
        follower.follow(
            run,
            new Patience(cli().environment().clock(), timeout),
            cli().json() ? state -> {} : changes);
    String status = Fields.raw(last, "status");
    String about = Fields.line(last, status.equals("active") ? "waiting_for" : "reason");
    return new Answer(
        last,
        out -> out.line(out.style().status(status) + (about.isEmpty() ? "" : "  " + about)),
        RunText.next(last),
        follower.exit(last));
  }
}
