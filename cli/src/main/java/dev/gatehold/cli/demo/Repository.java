package dev.gatehold.cli.demo;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A git repository of the demonstration.
 *
 * @param base the branch that changes are for
 */
record Repository(Path folder, String base) {
  private static final List<String> GIT =
      List.of("git", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false");

  /** Makes one with the script that the example brings along. */
  static Repository example(Path script, Path folder) throws IOException {
    run(List.of("bash", script.toString(), folder.toString()));
    return new Repository(folder, "main");
  }

  /** A full copy of a repository; the original is only read. */
  static Repository copy(Path original, Path folder) throws IOException {
    git("clone", "--quiet", "--no-hardlinks", original.toString(), folder.toString());
    Repository copy = new Repository(folder, "");
    return new Repository(folder, copy.in("symbolic-ref", "--short", "HEAD"));
  }

  /** The commit that the base branch is at. */
  String head() throws IOException {
    return in("rev-parse", "refs/heads/" + base);
  }

  String brief(String commit) throws IOException {
    return in("rev-parse", "--short", commit);
  }

  boolean hasBranch(String branch) throws IOException {
    return !in("branch", "--list", branch).isEmpty();
  }

  /** Adds a commit to a branch, as somebody who slips something in would. */
  void commitOnto(String branch) throws IOException {
    String tree = in("rev-parse", branch + "^{tree}");
    String commit =
        in(
            "-c",
            "user.name=Mallory",
            "-c",
            "user.email=mallory@example.com",
            "commit-tree",
            tree,
            "-p",
            branch,
            "-m",
            "Slipped in after the approval");
    in("update-ref", "refs/heads/" + branch, commit);
  }

  private String in(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-C", folder.toString()));
    all.addAll(List.of(arguments));
    return git(all.toArray(String[]::new));
  }

  private static String git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(GIT);
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static String run(List<String> command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException absent) {
      CliException error =
          new CliException(
              ExitCode.ERROR,
              "demo.tool_missing",
              "Expected '" + command.getFirst() + "' on the path, but it is not there.",
              Next.say("Install it: apt-get install git bash, or brew install git bash."));
      error.initCause(absent);
      throw error;
    }
    process.getOutputStream().close();
    String output = text(process.getInputStream());
    String complaint = text(process.getErrorStream());
    int status;
    try {
      status = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (status != 0) {
      throw new CliException(
          ExitCode.ERROR,
          "demo.tool_failed",
          "Expected '" + String.join(" ", command) + "' to work, but: " + complaint);
    }
    return output;
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
