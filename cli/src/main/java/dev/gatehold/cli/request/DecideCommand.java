package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Values;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Says something of exactly what was shown: of one request, or the same of several. */
abstract class DecideCommand extends CliCommand {
  @Parameters(
      paramLabel = "REQUEST",
      arity = "1..*",
      description = "Ids of requests, RUN.STEP; several are checked first and decided together.")
  private List<String> ids = List.of();

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why; shown to everybody.")
  private @Nullable String comment;

  @Option(
      names = "--form",
      paramLabel = "KEY=VALUE",
      description = "A value of the form; JSON when it reads as JSON, @FILE for a file's text.")
  private List<String> form = List.of();

  @Option(
      names = "--digest",
      paramLabel = "sha256:…",
      description =
          "The subject that you have seen; anything newer is refused. With several requests: one"
              + " for each, in the same order.")
  private List<String> digests = List.of();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; decide on each request as it is now.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Check whether it would be taken; decide nothing.")
  private boolean dryRun;

  @Option(
      names = "--keep-going",
      description = "With several requests: decide those that can be, even when one is refused.")
  private boolean keepGoing;

  DecideCommand(Cli cli) {
    super(cli);
  }

  /** The word of the choice, as the API takes it. */
  abstract String choice();

  /** What is edited, as {@code KEY=VALUE}. */
  List<String> edits() {
    return List.of();
  }

  @Override
  protected final Answer answer() {
    requireEachOnce();
    ObjectNode edited = edits().isEmpty() ? JsonText.object() : Values.of(cli(), edits(), null);
    Saying saying = new Saying(choice(), comment, Values.of(cli(), form, null), edited);
    Api api = cli().api();
    List<Shown> shown = shown(api, saying);
    return shown.size() == 1
        ? new OneDecision(api, saying).answer(shown.getFirst(), dryRun)
        : new ManyDecisions(api, saying).answer(shown, dryRun, keepGoing);
  }

  private List<Shown> shown(Api api, Saying saying) {
    if (!digests.isEmpty()) {
      return Sight.named(ids, digests);
    }
    Sight sight = new Sight(cli(), api);
    return yes || dryRun ? sight.unseen(ids) : sight.confirmed(ids, saying);
  }

  private void requireEachOnce() {
    HashSet<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw new CliException(
            ExitCode.USAGE,
            "usage.invalid",
            "Expected each request once, but found '" + id + "' twice.",
            Next.say("Name it once."));
      }
    }
  }
}
