package dev.gatehold.cli.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A command while it does a task. */
final class RunningTask {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Process process;
  private final Captured captured = new Captured();
  private final List<Thread> pumps;

  private RunningTask(Process process, String input, Consumer<String> eachLine) {
    this.process = process;
    // Reading a pipe blocks its thread, so these are no virtual threads.
    this.pumps =
        Stream.<Runnable>of(
                () -> Captured.feed(process.getOutputStream(), input),
                () -> captured.readOut(process.getInputStream()),
                () -> captured.readErr(process.getErrorStream(), eachLine))
            .map(work -> Thread.ofPlatform().daemon().name("task-pipe").start(work))
            .toList();
  }

  /**
   * Starts it.
   *
   * @param eachLine told each line of its standard error
   * @throws IOException when the system does not start it
   */
  static RunningTask start(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      String input,
      Consumer<String> eachLine)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new RunningTask(builder.start(), input, eachLine);
  }

  /** Waits for its end for this long; says whether it came. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How it exited; only after its end. */
  int exit() {
    return process.exitValue();
  }

  /** What it wrote; complete after {@link #end}. */
  Captured captured() {
    return captured;
  }

  /** Asks it and all its children to end, and ends what does not. */
  void stop() throws InterruptedException {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    tree.forEach(ProcessHandle::destroy);
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    tree.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /** Ends it if it still runs, and all that is known of its children, and reads what it wrote. */
  void end() throws InterruptedException {
    if (process.isAlive()) {
      stop();
    }
    for (Thread pump : pumps) {
      // What it left running in the background may hold the pipes open for ever.
      pump.join(GRACE);
    }
  }
}
