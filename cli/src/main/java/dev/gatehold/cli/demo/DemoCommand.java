package dev.gatehold.cli.demo;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Style;
import dev.gatehold.cli.server.Examples;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehold demo}. */
@Command(
    name = "demo",
    description = {
      "Show what Gatehold does, in a few seconds: a server of its own on a free port, the example"
          + " flows on real input, and scripted people who decide over the public API.",
      "Exits with 0 only when everything that it promises was found to be so."
    })
public final class DemoCommand extends CliCommand {
  @Option(
      names = "--repo",
      paramLabel = "FOLDER",
      description = "Change copies of this git repository; yours is only read. Needs --script.")
  private @Nullable String repository;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = "The script that changes it; it runs in the copy.")
  private @Nullable String script;

  @Option(names = "--interactive", description = "Leave the last decision to you, in the browser.")
  private boolean interactive;

  @Option(names = "--keep", description = "Keep the folder with the data and the repositories.")
  private boolean keep;

  private DemoCommand(Cli cli) {
    super(cli);
  }

  public static CommandLine of(Cli cli) {
    return new CommandLine(new DemoCommand(cli));
  }

  @Override
  protected Answer answer() throws IOException {
    Examples examples = Examples.require(cli().environment());
    Path folder = freshFolder();
    Repositories repositories = repositories(examples, folder);
    Path script = examples.folder().resolve("workbench").resolve("start");
    try (Workbench workbench =
        Workbench.start(script, folder.resolve("workbench"), cli().environment())) {
      Narrator narrator = new Narrator(this::printer);
      Demo demo = new Demo(examples, repositories, folder, narrator, workbench);
      demo.play(interactive);
      return answer(demo, folder, workbench == null ? Workbench.LEFT_OUT : null);
    } finally {
      if (!keep) {
        Folders.delete(folder);
      }
    }
  }

  /** Where the user wants temporary files; Java itself does not look at {@code TMPDIR}. */
  private Path freshFolder() throws IOException {
    String chosen = cli().environment().variable("TMPDIR");
    Path folder =
        chosen == null
            ? Files.createTempDirectory("gatehold-demo-")
            : Files.createTempDirectory(cli().environment().path(chosen), "gatehold-demo-");
    return folder.toRealPath();
  }

  private Repositories repositories(Examples examples, Path folder) {
    Path example = examples.folder().resolve("code-change");
    if ((repository == null) != (script == null)) {
      throw new CliException(
          ExitCode.USAGE,
          "usage.invalid",
          "Expected --repo and --script together, but found one without the other.",
          Next.say("Give both, or neither for the example's own."));
    }
    Path original = repository == null ? null : cli().environment().path(repository);
    Path change = script == null ? example.resolve("change.sh") : cli().environment().path(script);
    return new Repositories(
        example.resolve("new-repo.sh"), original, change.toAbsolutePath().normalize(), folder);
  }

  private Answer answer(Demo demo, Path folder, @Nullable String leftOut) {
    ObjectNode data = JsonText.object().put("held", demo.expectations().held());
    data.set("runs", demo.story().json());
    data.set("expectations", demo.expectations().json());
    if (leftOut != null) {
      data.put("left_out", leftOut);
    }
    if (keep) {
      data.put("folder", folder.toString());
    }
    return new Answer(
        data,
        out -> print(out, demo, folder),
        List.of(
            new Next("gatehold server start-dev", "a server to try it yourself"),
            new Next("gatehold demo --interactive", "decide in the browser")),
        demo.expectations().held() ? ExitCode.DONE : ExitCode.ERROR);
  }

  private void print(Printer out, Demo demo, Path folder) {
    out.heading("What happened");
    demo.story().print(out);
    out.heading("What was promised");
    demo.expectations().print(out);
    out.line();
    if (keep) {
      out.line("Kept in " + folder);
    }
  }

  /** With {@code --json} the tale is not told. */
  private Printer printer() {
    return cli().json()
        ? new Printer(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            Style.PLAIN,
            Instant.EPOCH)
        : cli().out();
  }
}
