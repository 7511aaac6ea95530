package dev.gatehold.engine.loop;

import dev.gatehold.core.people.Directory;
import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunStore;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the directory of people has changed, and lets every run that asks people look
 * whether enough of them are left: those who leave give no command that a run could notice it by.
 */
public final class DirectoryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int AT_ONCE = 500;

  private final RunStore store;
  private final Supplier<Directory> directory;
  private final Timers.Bell bell;
  private final Keeper keeper;
  private Directory seen;

  public DirectoryWatch(
      RunStore store, Supplier<Directory> directory, Host host, Timers.Bell bell) {
    this.store = store;
    this.directory = directory;
    this.bell = bell;
    this.keeper = host.keeper("gatehold-directory");
    this.seen = directory.get();
  }

  public void start() {
    keeper.every(EVERY, EVERY, this::look);
  }

  /** Looks as soon as possible, for directories that are changed by hand. */
  public void wake() {
    keeper.soon(this::look);
  }

  private void look() {
    try {
      Directory now = directory.get();
      // One that does not answer says nothing about who is left.
      if (now.failure() == null) {
        // Who joins makes nothing impossible.
        if (now.lacks(seen)) {
          ringAllThatAsk();
        }
        seen = now;
      }
    } catch (RuntimeException e) {
      LOG.warn("Whether enough people are left is looked at again soon: {}", e.getMessage());
    }
  }

  private void ringAllThatAsk() {
    @Nullable String after = null;
    List<RequestRow> page;
    do {
      page =
          store.requests(
              new RequestQuery(RequestRow.OPEN, null, null, List.of(), null, after, AT_ONCE));
      Set<String> runs = new LinkedHashSet<>();
      page.forEach(request -> runs.add(request.run()));
      if (!runs.isEmpty()) {
        bell.ring(List.copyOf(runs));
        after = page.getLast().id();
      }
    } while (page.size() == AT_ONCE);
  }

  @Override
  public void close() {
    keeper.close();
  }
}
