package dev.gatehold.cli.command;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.Envelope;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Style;
import dev.gatehold.language.report.DidYouMean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns everything that can go wrong into one report and an exit code. */
public final class Failures {
  private Failures() {}

  /** Reports an error where the caller looks for it, and gives the exit code. */
  public static int report(Throwable thrown, Environment environment, boolean json) {
    CliException error = told(thrown);
    if (json) {
      environment.out().println(Envelope.failure(error));
      return error.exit().number();
    }
    Style style = new Style(environment.coloured(2));
    Printer err = new Printer(environment.err(), style, environment.clock().instant());
    err.line(style.bad("error") + style.dim(" [" + error.code() + "] ") + printable(error));
    error.next().forEach(step -> CliCommand.hint(err, printable(step)));
    return error.exit().number();
  }

  private static String printable(CliException error) {
    return Plain.block(error.message());
  }

  private static Next printable(Next step) {
    String command = step.command();
    return new Next(command == null ? null : Plain.line(command), Plain.line(step.why()));
  }

  private static CliException told(Throwable thrown) {
    return switch (thrown) {
      case CliException error -> error;
      case ParameterException usage -> usage(usage);
      case UncheckedIOException io -> file(io);
      case IOException io -> file(io);
      default -> bug(thrown);
    };
  }

  private static CliException usage(ParameterException usage) {
    CommandLine command = usage.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    List<Next> next = new ArrayList<>();
    if (usage instanceof UnmatchedArgumentException unmatched) {
      String meant = meant(unmatched.getUnmatched().getFirst(), command);
      if (meant != null) {
        next.add(Next.say("Did you mean '" + meant + "'?"));
      }
    }
    next.add(new Next(name + " --help", "see what it takes"));
    return new CliException(ExitCode.USAGE, "usage.invalid", sentence(usage, name), null, next);
  }

  private static @Nullable String meant(String word, CommandLine command) {
    return DidYouMean.closest(
        word,
        word.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
  }

  private static String sentence(ParameterException usage, String name) {
    return switch (usage) {
      case UnmatchedArgumentException unmatched ->
          "Expected what '"
              + name
              + "' understands, but found '"
              + String.join(" ", unmatched.getUnmatched())
              + "'.";
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          "Expected '" + name + "' to get " + labels(missing) + ", but it is missing.";
      default -> "Expected a valid command line, but: " + usage.getMessage() + ".";
    };
  }

  private static String labels(MissingParameterException missing) {
    return String.join(
        " and ", missing.getMissing().stream().map(argument -> argument.paramLabel()).toList());
  }

  private static CliException file(Exception failure) {
    return new CliException(
        ExitCode.ERROR,
        "file.unusable",
        "Expected to read or write a file, but: " + failure.getMessage() + ".",
        Next.say("Check the path and its permissions."));
  }

  private static CliException bug(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return new CliException(
        ExitCode.ERROR,
        "command.broken",
        "Expected the command to work, but it is broken: "
            + thrown
            + (trace.length == 0 ? "" : " at " + trace[0])
            + ".",
        Next.say("Please report it with this message and what you typed."));
  }
}
