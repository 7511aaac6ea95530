package dev.gatehold.connectors.ssh;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a command over there, over a connection of its own: the other one may be the trouble. */
final class Ender {
  private static final Logger LOG = LoggerFactory.getLogger(Ender.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final SshConnection connection;
  private final Scripts scripts;
  private final boolean detached;

  Ender(SshConnection connection, Scripts scripts, boolean detached) {
    this.connection = connection;
    this.scripts = scripts;
    this.detached = detached;
  }

  /** Gives what became of it, as a fact. Not to be hurried: an interruption is kept for later. */
  String end() {
    Machine machine = new Machine(connection);
    FutureTask<Boolean> task = new FutureTask<>(() -> stop(machine));
    Thread worker = Thread.ofVirtual().name("ssh-end").start(task);
    boolean interrupted = false;
    long start = System.nanoTime();
    try {
      while (true) {
        try {
          long left = PATIENCE.toNanos() - (System.nanoTime() - start);
          return task.get(Math.max(0, left), TimeUnit.NANOSECONDS)
              ? "was ended with its process group"
              : "could not be ended: it may still run";
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
          LOG.warn("A command on {} could not be ended", connection.address(), e);
          return "could not be reached to be ended: it may still run";
        }
      }
    } finally {
      machine.cut();
      worker.interrupt();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean stop(Machine machine) throws SshFailure, LinkCut, InterruptedException {
    try (Link link = machine.connect()) {
      HeadedStream out = new HeadedStream(scripts.begin(), false, (bytes, offset, count) -> {});
      link.run(scripts.stop(detached), out, OutputStream.nullOutputStream());
      return out.begun();
    }
  }
}
