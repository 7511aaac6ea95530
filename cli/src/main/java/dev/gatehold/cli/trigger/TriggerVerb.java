package dev.gatehold.cli.trigger;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Says one word to a trigger. */
abstract class TriggerVerb extends CliCommand {
  private final String verb;
  private final String done;

  @Parameters(index = "0", paramLabel = "FLOW", description = "The flow's name.")
  private String flow = "";

  @Parameters(index = "1", paramLabel = "TRIGGER", description = "The trigger's id.")
  private String trigger = "";

  TriggerVerb(Cli cli, String verb, String done) {
    super(cli);
    this.verb = verb;
    this.done = done;
  }

  @Override
  protected Answer answer() {
    cli().api().send(Call.post("flows", flow, "triggers", trigger, verb));
    String name = Plain.line(flow) + "/" + Plain.line(trigger);
    return new Answer(
        JsonText.object().put("flow", flow).put("trigger", trigger),
        out -> out.line(done + " " + name),
        List.of(new Next("gatehold trigger list " + Plain.line(flow), "see how it stands")),
        ExitCode.DONE);
  }
}
