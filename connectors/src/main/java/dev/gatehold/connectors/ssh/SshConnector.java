package dev.gatehold.connectors.ssh;

import dev.gatehold.engine.Environment;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command on another machine as the work of a step: over a connection that the operator
 * declared, to a machine that proves to have the pinned host key. The command is an argument list;
 * no shell reads it. A detached command outlives connections and this server, and is found again
 * when the same job comes again.
 *
 * <p>Output: {@code exit} 0, {@code stdout} (the first 16 KiB), {@code log} (a resource with all
 * output, at most 10 MiB), and what the command wrote as JSON into the file that {@code
 * GATEHOLD_OUTPUT} names.
 *
 * <p>Failures: {@code ssh.refused}, {@code ssh.unknown_host}, {@code ssh.no_answer}, {@code
 * ssh.prepare}, {@code ssh.lost}, {@code ssh.timeout}, {@code ssh.exit}, {@code ssh.signal}, {@code
 * ssh.died}, {@code ssh.stopped} and {@code ssh.io} may be repeated; {@code ssh.parameters}, {@code
 * ssh.unknown_connection}, {@code ssh.environment}, {@code ssh.key}, {@code ssh.host_key}, {@code
 * ssh.algorithms}, {@code ssh.authentication} and {@code ssh.output} may not.
 */
public final class SshConnector implements Connector, AutoCloseable {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(1);

  private final SshSettings settings;
  private final ResourceStore resources;
  private final Pace pace;
  private volatile boolean closing;

  public SshConnector(SshSettings settings, ResourceStore resources) {
    this(settings, resources, Pace.CALM);
  }

  SshConnector(SshSettings settings, ResourceStore resources, Pace pace) {
    this.settings = settings;
    this.resources = resources;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "ssh";
  }

  /**
   * Tells that this server is about to stop: from now on, an interruption means that somebody else
   * will follow the detached commands, and leaves them alone.
   */
  @Override
  public void close() {
    closing = true;
  }

  @Override
  public Map<String, @Nullable Object> run(Job job) throws ConnectorFailure, InterruptedException {
    try {
      SshParameters parameters = SshParameters.of(job.parameters());
      SshConnection connection = connection(parameters.connection(), job.draft());
      Scripts scripts = new Scripts(job, parameters.run());
      Ender ender = new Ender(connection, scripts, parameters.detach());
      try (Output output = new Output(job, resources)) {
        Work work = new Work(new Machine(connection), scripts, output);
        Work.Way way =
            parameters.detach()
                ? new DetachedCommand(work, pace)
                : new AttachedCommand(work, ender);
        return run(job, way, work, ender);
      }
    } catch (SshFailure e) {
      throw e.of(job);
    }
  }

  private SshConnection connection(String name, boolean draft) throws SshFailure {
    SshConnection connection = settings.connections().get(name);
    if (connection == null) {
      throw SshFailures.unknownConnection(name, new TreeSet<>(settings.connections().keySet()));
    }
    Environment here = Environment.of(draft);
    if (!connection.environments().contains(here)) {
      throw SshFailures.environment(name, here);
    }
    return connection;
  }

  private Map<String, @Nullable Object> run(Job job, Work.Way way, Work work, Ender ender)
      throws SshFailure, InterruptedException {
    FutureTask<Map<String, @Nullable Object>> task = new FutureTask<>(way);
    Thread worker = Thread.ofVirtual().name("ssh-" + job.id()).start(task);
    Duration patience = patience(job.timeout());
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      work.machine().cut();
      worker.interrupt();
      String ended = way.mayRun() ? ender.end() : "had not begun";
      Resource log = work.output().store();
      throw SshFailures.timeout(work.to(), patience, ended, work.output().tail(), log.digest());
    } catch (InterruptedException e) {
      work.machine().cut();
      boolean leave = closing && way instanceof DetachedCommand;
      if (way.mayRun() && !leave) {
        ender.end();
      }
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SshFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("Expected an output or a failure.", e.getCause());
    } finally {
      work.machine().cut();
      worker.interrupt();
    }
  }

  /** A little less than the step's own limit, so that the run learns what was waited for. */
  private static Duration patience(@Nullable Duration timeout) {
    if (timeout == null) {
      return FOREVER;
    }
    Duration margin = timeout.dividedBy(10);
    return timeout.minus(margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN);
  }
}
