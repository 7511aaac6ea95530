package dev.gatehold.cli.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A fresh clone as the launcher sees it: the launcher itself, sources, a Maven that notes how it
 * was called and makes an empty jar, and a JDK that says what it was asked to run.
 */
final class Clone {
  private static final Path LAUNCHER = Path.of("..", "gatehold");
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cp",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "ls",
          "ln",
          "mkdir",
          "mktemp",
          "readlink",
          "rm",
          "sed",
          "tee",
          "touch");
  private static final List<String> MODULES =
      List.of("core", "language", "engine", "testkit", "store", "connectors", "server", "cli");

  private final Path root;
  private final Path tools;
  private final Map<String, String> variables = new LinkedHashMap<>();

  Clone(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("my clone"));
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(LAUNCHER, root.resolve("gatehold"));
    executable(root.resolve("gatehold"));
    Files.writeString(root.resolve("pom.xml"), "");
    for (String module : MODULES) {
      Path sources = Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.writeString(sources.resolve("Source.java"), "");
      Files.writeString(root.resolve(module).resolve("pom.xml"), "");
    }
    installTools();
    variables.put("PATH", tools.toString());
    variables.put("HOME", folder.toString());
    variables.put("GATEHOLD_JDK_SEARCH", folder.resolve("jdks").toString());
  }

  /** Nothing but what a bare system has: above all, no java of this machine. */
  private void installTools() throws IOException {
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path found = Path.of(place, tool);
        if (Files.isExecutable(found)) {
          Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
          executable(tools.resolve(tool));
          break;
        }
      }
    }
  }

  /** What a process left behind. */
  record Result(int exit, String out, String err) {}

  Path root() {
    return root;
  }

  Path launcher() {
    return root.resolve("gatehold");
  }

  /** Sets a variable; null removes it. */
  Clone with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Installs a JDK; its java prints its arguments, one a line. */
  Path withJdk(String folder, String version) throws IOException {
    Path home = root.resolveSibling("jdks").resolve(folder);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        home.resolve("bin/java"),
        "for a in \"$@\"; do echo \"$a\"; done\necho \"${LC_ALL-}\" > '" + locale() + "'");
    script(home.resolve("bin/javac"), "exit 1");
    return home;
  }

  /** Installs a Maven that takes a while, notes the call and makes a jar. */
  Clone withMaven(String version) throws IOException {
    script(
        tools.resolve("mvn"),
        """
        if [[ $1 == -v ]]; then echo 'Apache Maven %s (x)'; exit; fi
        echo "$*" >> '%s'
        for module in core language; do echo "[INFO] Building Gatehold $module 1 [1/2]"; done
        mkdir -p cli/target/gatehold/lib
        echo jar > cli/target/gatehold/lib/gatehold.jar
        """
            .formatted(version, builds()));
    return this;
  }

  Clone withBrokenMaven() throws IOException {
    script(
        tools.resolve("mvn"),
        """
        if [[ $1 == -v ]]; then echo 'Apache Maven 3.9.9 (x)'; exit; fi
        echo '[ERROR] Source.java:[1,1] no such thing'
        exit 1
        """);
    return this;
  }

  /** How often Maven was called to build. */
  List<String> buildCalls() throws IOException {
    return Files.exists(builds()) ? Files.readAllLines(builds()) : List.of();
  }

  /** What {@code LC_ALL} was when java ran last; empty when it was not set. */
  String lastLocale() throws IOException {
    return Files.readString(locale()).strip();
  }

  private Path locale() {
    return root.resolveSibling("locale.log");
  }

  private Path builds() {
    return root.resolveSibling("builds.log");
  }

  Process start(Path command, Path from, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(from.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  static Result result(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("Expected the launcher to end, but it runs on:\n" + err);
    }
    return new Result(process.exitValue(), out, err);
  }

  Result run(Path command, Path from, String... arguments)
      throws IOException, InterruptedException {
    return result(start(command, from, arguments));
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return run(launcher(), root, arguments);
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + body);
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
