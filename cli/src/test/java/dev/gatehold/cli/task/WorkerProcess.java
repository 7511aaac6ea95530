package dev.gatehold.cli.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real process of {@code gatehold worker}, with this test's class path. */
final class WorkerProcess implements AutoCloseable {
  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /** Starts it as somebody who is signed in there. */
  static WorkerProcess start(Path folder, String server, Path config, String... options)
      throws IOException {
    String ownPath = System.getProperty("java.class.path", "");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", ownPath),
                "dev.gatehold.cli.Main",
                "worker"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("worker.out").toFile())
            .redirectError(folder.resolve("worker.err").toFile());
    builder.environment().put("GATEHOLD_SERVER", server);
    builder.environment().put("XDG_CONFIG_HOME", config.toString());
    return new WorkerProcess(builder.start());
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** As Ctrl-C does; gives the exit code when it has ended. */
  int stop() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("Expected the worker to end, but it runs on.");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
