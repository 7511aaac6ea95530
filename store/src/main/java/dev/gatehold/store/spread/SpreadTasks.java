package dev.gatehold.store.spread;

import static java.util.Comparator.comparing;

import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Holder;
import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of several homes as one. Each home counts its leases for itself; with the home's place
 * in front of them no number is given twice.
 */
final class SpreadTasks implements TaskStore {
  private static final Comparator<StoredTask> OLDEST_FIRST =
      Comparator.<StoredTask, Instant>comparing(task -> task.offer().at())
          .thenComparing(StoredTask::id);

  /** More leases than a home gives in a thousand years, and few enough for a number of JSON. */
  private static final int BITS = 40;

  private final Homes<TaskStore> homes;

  SpreadTasks(List<TaskStore> stores) {
    this.homes = new Homes<>(stores);
  }

  @Override
  public boolean place(Offer offer) {
    return homes.of(offer.id()).place(offer);
  }

  @Override
  public List<StoredTask> claim(Claim claim, Instant now) {
    return homes
        .gathered(
            (home, left) ->
                shown(
                    home,
                    home.claim(
                        new Claim(claim.queue(), claim.worker(), claim.principal(), left), now)),
            claim.limit())
        .stream()
        .sorted(OLDEST_FIRST)
        .toList();
  }

  @Override
  public Optional<StoredTask> renew(String task, Lease lease, Progress progress, Instant now) {
    TaskStore home = homes.of(task);
    Lease its = its(home, lease);
    return its == null
        ? Optional.empty()
        : home.renew(task, its, progress, now).map(each -> shown(home, each));
  }

  @Override
  public boolean giveBack(String task, Lease lease) {
    TaskStore home = homes.of(task);
    Lease its = its(home, lease);
    return its != null && home.giveBack(task, its);
  }

  @Override
  public Optional<StoredTask> task(String id) {
    TaskStore home = homes.of(id);
    return home.task(id).map(task -> shown(home, task));
  }

  @Override
  public List<StoredTask> tasks(TaskQuery query) {
    return homes.merged(home -> shown(home, home.tasks(query)), OLDEST_FIRST, query.limit());
  }

  @Override
  public List<StoredTask> lost(Instant now, int limit) {
    return homes.gathered((home, left) -> shown(home, home.lost(now, left)), limit).stream()
        .sorted(comparing(SpreadTasks::end))
        .toList();
  }

  private static Instant end(StoredTask task) {
    Holder holder = task.holder();
    return holder == null ? Instant.MAX : holder.until();
  }

  private long place(TaskStore home) {
    return homes.all().indexOf(home);
  }

  private List<StoredTask> shown(TaskStore home, List<StoredTask> tasks) {
    return tasks.stream().map(task -> shown(home, task)).toList();
  }

  private StoredTask shown(TaskStore home, StoredTask task) {
    Holder holder = task.holder();
    if (holder == null) {
      return task;
    }
    long number = holder.lease().number() + (place(home) << BITS);
    Lease lease = new Lease(number, holder.lease().principal());
    return new StoredTask(
        task.offer(),
        task.losses(),
        new Holder(lease, holder.worker(), holder.until()),
        task.progress());
  }

  /** The lease as its home knows it; null for one that this home has not given. */
  private @Nullable Lease its(TaskStore home, Lease lease) {
    return lease.number() >> BITS == place(home)
        ? new Lease(lease.number() & ((1L << BITS) - 1), lease.principal())
        : null;
  }
}
