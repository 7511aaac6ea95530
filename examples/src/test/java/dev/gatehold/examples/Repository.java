package dev.gatehold.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real git repository made of {@code code-change/seed}. */
record Repository(Path folder) {

  /** With a work tree that has main checked out. */
  static Repository withWorkTree(Path folder) {
    command(Path.of("."), List.of("code-change/new-repo.sh", folder.toString()));
    return new Repository(folder);
  }

  /** Without a work tree. */
  static Repository bare(Path folder) {
    Repository source = withWorkTree(folder.resolveSibling("source"));
    source.git("clone", "--quiet", "--bare", source.folder().toString(), folder.toString());
    return new Repository(folder);
  }

  String head(String branch) {
    return git("rev-parse", "refs/heads/" + branch).strip();
  }

  List<String> branches() {
    return git("for-each-ref", "--format=%(refname:short)", "refs/heads").lines().toList();
  }

  String file(String branch, String path) {
    return git("show", branch + ":" + path);
  }

  /** Whether there is one work tree, and it has no changes. */
  boolean isTidy() {
    long trees =
        git("worktree", "list", "--porcelain")
            .lines()
            .filter(l -> l.startsWith("worktree "))
            .count();
    return trees == 1 && git("status", "--porcelain").isEmpty();
  }

  /** Puts a commit on a branch, past every work tree. */
  void commitTo(String branch, String message) {
    String tree = git("rev-parse", branch + "^{tree}").strip();
    String commit = git("commit-tree", tree, "-p", branch, "-m", message).strip();
    git("update-ref", "refs/heads/" + branch, commit);
  }

  String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return command(folder, command);
  }

  private static String command(Path folder, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectErrorStream(true);
      for (String who : List.of("AUTHOR", "COMMITTER")) {
        builder.environment().put("GIT_" + who + "_NAME", "Carol");
        builder.environment().put("GIT_" + who + "_EMAIL", "carol@example.com");
      }
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + output);
      }
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void write(String path, String content) throws IOException {
    Files.writeString(folder.resolve(path), content);
  }
}
