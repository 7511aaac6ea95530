package dev.gatehold.cli.command;

import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Envelope;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import java.util.concurrent.Callable;

/** A command: finds or does something, and leaves it to this class to tell the caller. */
public abstract class CliCommand implements Callable<Integer> {
  private final Cli cli;

  protected CliCommand(Cli cli) {
    this.cli = cli;
  }

  protected final Cli cli() {
    return cli;
  }

  /**
   * Does the work.
   *
   * @throws dev.gatehold.cli.output.CliException when it cannot be done
   */
  protected abstract Answer answer() throws Exception;

  @Override
  public final Integer call() throws Exception {
    Answer answer = answer();
    if (cli.json()) {
      cli.environment().out().println(Envelope.success(answer));
    } else {
      answer.view().print(cli.out());
      if (!cli.quiet()) {
        answer.next().forEach(step -> hint(cli.err(), step));
      }
    }
    afterwards();
    return answer.exit().number();
  }

  /** What the command goes on doing when its answer is out; nothing for most. */
  protected void afterwards() throws Exception {}

  static void hint(Printer err, Next step) {
    String label = err.style().dim("next: ");
    String command = step.command();
    err.line(
        command == null
            ? label + step.why()
            : label + err.style().bold(command) + "  " + err.style().dim(step.why()));
  }
}
