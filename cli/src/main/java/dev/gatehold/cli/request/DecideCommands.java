package dev.gatehold.cli.request;

import dev.gatehold.cli.command.Cli;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The words that decide. */
final class DecideCommands {
  private DecideCommands() {}

  /** A decision that may change what is agreed to, where the flow allows it. */
  abstract static class Editing extends DecideCommand {
    @Option(
        names = "--edit",
        paramLabel = "KEY=VALUE",
        description =
            "Approve with another value of this field of the input, where the flow allows it.")
    private List<String> edits = List.of();

    Editing(Cli cli) {
      super(cli);
    }

    @Override
    final List<String> edits() {
      return edits;
    }
  }

  @Command(name = "approve", description = "Agree to requests.")
  static final class Approve extends Editing {
    Approve(Cli cli) {
      super(cli);
    }

    @Override
    String choice() {
      return "approve";
    }
  }

  @Command(name = "reject", description = "Say no to requests.")
  static final class Reject extends DecideCommand {
    Reject(Cli cli) {
      super(cli);
    }

    @Override
    String choice() {
      return "reject";
    }
  }

  @Command(
      name = "request-changes",
      description = {
        "Ask for changes: whoever the flow names resubmits, and people are asked again.",
        "Without rework in the flow it ends the gate."
      })
  static final class RequestChanges extends DecideCommand {
    RequestChanges(Cli cli) {
      super(cli);
    }

    @Override
    String choice() {
      return "request_changes";
    }
  }

  @Command(
      name = "escalate",
      description = "Move requests up their ladder now instead of later; it is neither yes nor no.")
  static final class Escalate extends DecideCommand {
    Escalate(Cli cli) {
      super(cli);
    }

    @Override
    String choice() {
      return "escalate";
    }
  }

  @Command(
      name = "decide",
      description = "Say one of the words that a flow defines for its gate, or any other.")
  static final class Decide extends Editing {
    @Option(
        names = "--choice",
        paramLabel = "WORD",
        required = true,
        description = "The word; 'gatehold request show' lists those of a request.")
    private String choice = "";

    Decide(Cli cli) {
      super(cli);
    }

    @Override
    String choice() {
      return choice.replace('-', '_');
    }
  }
}
