package dev.gatehold.connectors.ssh;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.sshd.client.channel.ClientChannel;
import org.jspecify.annotations.Nullable;

/** A command that runs to its end over one connection. */
final class AttachedCommand implements Work.Way {
  /** For output that is under way when the exit code is there already. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final Work work;
  private final Ender ender;
  private volatile boolean mayRun;

  AttachedCommand(Work work, Ender ender) {
    this.work = work;
    this.ender = ender;
  }

  @Override
  public boolean mayRun() {
    return mayRun;
  }

  @Override
  public Map<String, @Nullable Object> call() throws SshFailure, InterruptedException {
    try (Link link = work.machine().connect()) {
      return run(link);
    } catch (LinkCut e) {
      if (!mayRun) {
        throw SshFailures.cutBefore(work.to(), e.fact());
      }
      throw SshFailures.cutAmid(work.to(), ender.end());
    }
  }

  private Map<String, @Nullable Object> run(Link link)
      throws SshFailure, LinkCut, InterruptedException {
    Scripts scripts = work.scripts();
    HeadedStream out = new HeadedStream(scripts.begin(), false, work.output()::out);
    HeadedStream err = new HeadedStream(scripts.begin(), false, work.output()::err);
    mayRun = true;
    ClientChannel channel = link.open(scripts.run(), scripts.input(), out, err);
    Link.Ending ending = Link.ending(channel);
    Link.drain(channel, REST);
    if (!out.begun()) {
      mayRun = false;
      throw SshFailures.unprepared(work.to(), err.before());
    }
    byte[] report = work.report(link);
    // What it left running held the streams open, and is gone now.
    Link.drain(channel, REST);
    link.run(
        scripts.forget(),
        new HeadedStream(scripts.begin(), false, (bytes, offset, count) -> {}),
        OutputStream.nullOutputStream());
    mayRun = false;
    return work.result(ending, report);
  }
}
