package dev.gatehold.cli;

import dev.gatehold.cli.account.AccountCommands;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.demo.DemoCommand;
import dev.gatehold.cli.event.EventCommands;
import dev.gatehold.cli.flow.FlowCommands;
import dev.gatehold.cli.memory.MemoryCommands;
import dev.gatehold.cli.request.RequestCommands;
import dev.gatehold.cli.run.RunCommands;
import dev.gatehold.cli.secret.SecretCommands;
import dev.gatehold.cli.server.ServerCommands;
import dev.gatehold.cli.task.TaskCommands;
import dev.gatehold.cli.trigger.TriggerCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Every command by its first word. Commands are made when they are needed: a command lives for a
 * tenth of a second, and reading the annotations of all of them would double that.
 */
final class CommandTable {
  private final Map<String, Function<Cli, CommandLine>> makers = new LinkedHashMap<>();

  CommandTable() {
    makers.put("demo", DemoCommand::of);
    makers.put("server", ServerCommands::of);
    makers.put("flow", FlowCommands::of);
    makers.put("run", RunCommands::of);
    makers.put("inbox", RequestCommands::inbox);
    makers.put("request", RequestCommands::request);
    makers.put("approve", RequestCommands::approve);
    makers.put("reject", RequestCommands::reject);
    makers.put("request-changes", RequestCommands::requestChanges);
    makers.put("escalate", RequestCommands::escalate);
    makers.put("decide", RequestCommands::decide);
    makers.put("delegate", RequestCommands::delegate);
    makers.put("withdraw", RequestCommands::withdraw);
    makers.put("away", AccountCommands::away);
    makers.put("back", AccountCommands::back);
    makers.put("worker", TaskCommands::worker);
    makers.put("task", TaskCommands::task);
    makers.put("memory", MemoryCommands::of);
    makers.put("event", EventCommands::of);
    makers.put("trigger", TriggerCommands::of);
    makers.put("login", AccountCommands::login);
    makers.put("logout", AccountCommands::logout);
    makers.put("whoami", AccountCommands::whoami);
    makers.put("token", AccountCommands::token);
    makers.put("people", AccountCommands::people);
    makers.put("secret", SecretCommands::of);
    makers.put("version", VersionCommand::of);
    makers.put("help", HelpCommand::of);
  }

  /**
   * Adds the commands that these words can mean. A word that names no command can only be an error
   * or ask for help, and both are told by all of them.
   */
  void addNeeded(CommandLine root, Cli cli, List<String> words) {
    boolean known = words.stream().anyMatch(makers::containsKey);
    makers.forEach((name, maker) -> {
      if (!known || words.contains(name)) {
        root.addSubcommand(name, maker.apply(cli));
      }
    });
  }

  /** Adds every command. */
  void addAll(CommandLine root, Cli cli) {
    makers.forEach((name, maker) -> root.addSubcommand(name, maker.apply(cli)));
  }
}
