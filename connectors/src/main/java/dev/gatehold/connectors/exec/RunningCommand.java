package dev.gatehold.connectors.exec;

import dev.gatehold.connectors.command.OutputRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A command while it runs. Closing it leaves no process of it behind. */
final class RunningCommand implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process process;
  private final ProcessTree tree;
  private final OutputRecorder output;
  private final List<Thread> pumps;

  private RunningCommand(
      Process process, ProcessTree tree, OutputRecorder output, List<Thread> pumps) {
    this.process = process;
    this.tree = tree;
    this.output = output;
    this.pumps = pumps;
  }

  /** Starts it and begins to feed and to read it. */
  static RunningCommand start(
      ProcessBuilder builder, String stdin, ProcessTree tree, OutputRecorder output)
      throws IOException {
    Process process = builder.start();
    // Reading a pipe blocks its thread, so these are no virtual threads.
    Thread feed = daemon("exec-stdin", () -> feed(process.getOutputStream(), stdin));
    Thread out = daemon("exec-stdout", () -> pump(process.getInputStream(), output, true));
    Thread err = daemon("exec-stderr", () -> pump(process.getErrorStream(), output, false));
    return new RunningCommand(process, tree, output, List.of(feed, out, err));
  }

  /** Waits for the command itself to end; empty when it takes longer. */
  OptionalInt await(@Nullable Duration timeout) throws IOException, InterruptedException {
    if (timeout == null) {
      return OptionalInt.of(process.waitFor());
    }
    if (process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return OptionalInt.of(process.exitValue());
    }
    // What shells say about killed children would push the command's own words out of sight.
    output.close();
    return OptionalInt.empty();
  }

  /** Ends what still runs of it, then its log. */
  @Override
  public void close() throws IOException {
    tree.end(process.toHandle());
    try {
      for (Thread pump : pumps) {
        // With every writer gone the pipes end by themselves; the limit is for a process that
        // could not be found.
        pump.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      output.close();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  private static void feed(OutputStream stdin, String text) {
    try (stdin) {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closedEarly) {
      // A command need not read what it is offered.
      return;
    }
  }

  private static void pump(InputStream stream, OutputRecorder output, boolean standardOutput) {
    byte[] buffer = new byte[8 * 1024];
    try (stream) {
      for (int count; (count = stream.read(buffer)) >= 0; ) {
        output.record(buffer, count, standardOutput);
      }
    } catch (IOException closed) {
      // The process was ended while this read.
      return;
    }
  }
}
