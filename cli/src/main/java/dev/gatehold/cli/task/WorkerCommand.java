package dev.gatehold.cli.task;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Environment;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.task.Errand.End;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "worker",
    description = {
      "Do the tasks of a queue, each by running a command, until it is ended (Ctrl-C).",
      "The command reads the input as JSON from standard input and writes a JSON object into the"
          + " file that GATEHOLD_OUTPUT names; without that, its standard output is the output."
          + " Lines such as '::progress 0.4 frame 12' on standard error tell how far it is. It"
          + " exits with 0 when the task is done; any other code fails the attempt, which may be"
          + " tried again unless the code is 78."
    })
final class WorkerCommand extends CliCommand {
  private static final int MOST_HANDS = 100;

  @Option(names = "--queue", paramLabel = "QUEUE", required = true, description = "Whose tasks.")
  private String queue = "";

  @Option(names = "--name", paramLabel = "NAME", description = "What this worker is called.")
  private @Nullable String name;

  @Option(names = "--once", description = "End after one task.")
  private boolean once;

  @Option(names = "--parallel", paramLabel = "N", description = "So many at a time; default 1.")
  private int parallel = 1;

  @Parameters(
      paramLabel = "-- COMMAND",
      arity = "1..*",
      description = "The command and its arguments; no shell reads them.")
  private List<String> command = List.of();

  private final Stopping stopping = new Stopping();

  WorkerCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() throws IOException, InterruptedException {
    if (parallel < 1 || parallel > MOST_HANDS || (once && parallel > 1)) {
      throw new CliException(
          ExitCode.USAGE,
          "usage.invalid",
          "Expected --parallel to be 1 to "
              + MOST_HANDS
              + ", and 1 with --once, but found "
              + parallel
              + ".",
          Next.say("Start several workers instead, or leave one of the two out."));
    }
    Environment environment = cli().environment();
    Workbench bench =
        new Workbench(
            List.copyOf(command),
            environment.workingFolder(),
            environment.variables(),
            stopping,
            cli()::progress,
            environment.err()::println);
    Crew crew = new Crew(cli().api(), bench, queue, nameOf(environment));
    stopping.listen();
    try {
      crew.work(parallel, once);
      return answer(crew);
    } catch (CliException | IOException e) {
      stopping.over();
      throw e;
    }
  }

  private String nameOf(Environment environment) {
    if (name != null) {
      return name;
    }
    String host = environment.variable("HOSTNAME");
    return (host == null ? "worker" : host) + "-" + ProcessHandle.current().pid();
  }

  private Answer answer(Crew crew) {
    ObjectNode data = JsonText.object().put("queue", queue);
    for (End end : End.values()) {
      data.put(end.name().toLowerCase(Locale.ROOT), crew.ended(end));
    }
    return new Answer(
            data,
            out ->
                out.line(
                    "%d done, %d failed, %d lost, %d given back"
                        .formatted(
                            crew.ended(End.DONE),
                            crew.ended(End.FAILED),
                            crew.ended(End.LOST),
                            crew.ended(End.RETURNED))),
            new Next("gatehold task list --queue " + queue, "see what waits"))
        .exiting(once && crew.ended(End.DONE) == 0 ? ExitCode.ERROR : ExitCode.DONE);
  }

  /** The process may go when its answer is out. */
  @Override
  protected void afterwards() {
    stopping.over();
  }
}
