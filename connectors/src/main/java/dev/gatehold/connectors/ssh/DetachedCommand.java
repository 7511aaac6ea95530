package dev.gatehold.connectors.ssh;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that outlives connections, and this server: it is started once under the job's id, and
 * whoever comes with the same id again finds it.
 */
final class DetachedCommand implements Work.Way {
  private static final Logger LOG = LoggerFactory.getLogger(DetachedCommand.class);
  private static final Duration START = Duration.ofSeconds(15);

  private final Work work;
  private final Pace pace;
  private final Followed followed;
  private volatile boolean mayRun;
  private boolean reached;

  DetachedCommand(Work work, Pace pace) {
    this.work = work;
    this.pace = pace;
    this.followed = new Followed(work);
  }

  @Override
  public boolean mayRun() {
    return mayRun;
  }

  @Override
  public Map<String, @Nullable Object> call() throws SshFailure, InterruptedException {
    long lastSeen = System.nanoTime();
    Duration pause = pace.again();
    while (true) {
      boolean met = false;
      try (Link link = work.machine().connect()) {
        start(link);
        met = true;
        return follow(link);
      } catch (LinkCut e) {
        LOG.info("The connection to {} was lost: {}", work.to().address(), e.fact());
      } catch (SshFailure e) {
        if (met || !e.passes() || waited(lastSeen).compareTo(patience()) > 0) {
          throw !met && e.passes() && reached ? outOfReach() : e;
        }
      }
      if (met) {
        lastSeen = System.nanoTime();
        pause = pace.again();
      } else if (waited(lastSeen).compareTo(patience()) > 0) {
        throw outOfReach();
      }
      Thread.sleep(pause);
      pause = Pace.longer(pause, pace.longestAgain());
    }
  }

  private static Duration waited(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private Duration patience() {
    return reached ? pace.last() : pace.first();
  }

  private SshFailure outOfReach() {
    return SshFailures.outOfReach(work.to(), patience());
  }

  /** Starts it unless it was started before. */
  private void start(Link link) throws SshFailure, LinkCut, InterruptedException {
    Scripts scripts = work.scripts();
    HeadedStream out = new HeadedStream(scripts.begin(), false, (bytes, offset, count) -> {});
    HeadedStream err = new HeadedStream(scripts.begin(), false, (bytes, offset, count) -> {});
    mayRun = true;
    link.run(scripts.start(), scripts.input(), out, err);
    if (!out.begun()) {
      mayRun = reached;
      throw SshFailures.unprepared(work.to(), err.before());
    }
    reached = true;
  }

  private Map<String, @Nullable Object> follow(Link link)
      throws SshFailure, LinkCut, InterruptedException {
    Duration pause = pace.look();
    long start = System.nanoTime();
    while (true) {
      Followed.Look look = followed.look(link);
      if (!look.more()) {
        switch (look.state()) {
          case "runs" -> {}
          case "starting" -> {
            if (waited(start).compareTo(START) > 0) {
              throw SshFailures.stopped(work.to(), "it never began");
            }
          }
          default -> {
            return ended(link, look.state());
          }
        }
        Thread.sleep(pause);
        pause = Pace.longer(pause, pace.longestLook());
      }
    }
  }

  private Map<String, @Nullable Object> ended(Link link, String state)
      throws SshFailure, LinkCut, InterruptedException {
    return switch (state) {
      case "gone" -> throw SshFailures.stopped(work.to(), "its folder is gone");
      case "stopped" -> throw SshFailures.stopped(work.to(), "it was ended before");
      case "died" -> {
        mayRun = false;
        throw SshFailures.died(work.to(), work.output().tail(), work.output().store().digest());
      }
      default -> {
        byte[] report = work.report(link);
        mayRun = false;
        yield work.result(Signals.ending(state), report);
      }
    };
  }
}
