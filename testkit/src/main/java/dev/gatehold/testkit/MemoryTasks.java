package dev.gatehold.testkit;

import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Holder;
import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks of a {@link MemoryRunStore}, under its lock. */
final class MemoryTasks implements TaskStore {
  private static final Comparator<StoredTask> OLDEST_FIRST =
      Comparator.<StoredTask, Instant>comparing(task -> task.offer().at())
          .thenComparing(StoredTask::id);

  private final MemoryRunStore runs;
  private final Map<String, StoredTask> tasks = new HashMap<>();
  private long lastLease;

  MemoryTasks(MemoryRunStore runs) {
    this.runs = runs;
  }

  void remove(String id) {
    tasks.remove(id);
  }

  @Override
  public boolean place(Offer offer) {
    synchronized (runs) {
      boolean took = runs.take(offer.id());
      if (took) {
        tasks.put(offer.id(), new StoredTask(offer, 0, null, Progress.NONE));
      }
      return took;
    }
  }

  @Override
  public List<StoredTask> claim(Claim claim, Instant now) {
    synchronized (runs) {
      List<StoredTask> claimed = new ArrayList<>();
      for (StoredTask task :
          going()
              .filter(task -> task.offer().queue().equals(claim.queue()))
              .filter(task -> !task.heldAt(now) && !isLost(task, now))
              .sorted(OLDEST_FIRST)
              .limit(claim.limit())
              .toList()) {
        Lease lease = new Lease(++lastLease, claim.principal());
        Offer offer = task.offer();
        Holder holder = new Holder(lease, claim.worker(), now.plus(offer.silence()));
        int losses = task.losses() + (task.holder() == null ? 0 : 1);
        claimed.add(new StoredTask(offer, losses, holder, Progress.NONE));
      }
      claimed.forEach(task -> tasks.put(task.id(), task));
      return claimed;
    }
  }

  @Override
  public Optional<StoredTask> renew(String id, Lease lease, Progress progress, Instant now) {
    synchronized (runs) {
      return held(id, lease)
          .map(task -> {
            Holder holder = new Holder(lease, workerOf(task), now.plus(task.offer().silence()));
            StoredTask renewed =
                new StoredTask(
                    task.offer(), task.losses(), holder, merged(task.progress(), progress));
            tasks.put(id, renewed);
            return renewed;
          });
    }
  }

  private static String workerOf(StoredTask task) {
    Holder holder = task.holder();
    return holder == null ? "" : holder.worker();
  }

  private static Progress merged(Progress before, Progress now) {
    return new Progress(
        now.share() == null ? before.share() : now.share(),
        now.message() == null ? before.message() : now.message());
  }

  @Override
  public boolean giveBack(String id, Lease lease) {
    synchronized (runs) {
      Optional<StoredTask> held = held(id, lease);
      held.ifPresent(
          task -> tasks.put(id, new StoredTask(task.offer(), task.losses(), null, Progress.NONE)));
      return held.isPresent();
    }
  }

  private Optional<StoredTask> held(String id, Lease lease) {
    return Optional.ofNullable(tasks.get(id))
        .filter(task -> task.holder() != null && task.holder().lease().equals(lease));
  }

  @Override
  public Optional<StoredTask> task(String id) {
    synchronized (runs) {
      return Optional.ofNullable(tasks.get(id));
    }
  }

  @Override
  public List<StoredTask> tasks(TaskQuery query) {
    synchronized (runs) {
      Seen after = query.after();
      return tasks.values().stream()
          .filter(task -> query.queue() == null || query.queue().equals(task.offer().queue()))
          .filter(task -> after == null || isAfter(task, after))
          .sorted(OLDEST_FIRST)
          .limit(query.limit())
          .toList();
    }
  }

  private static boolean isAfter(StoredTask task, Seen last) {
    int later = task.offer().at().compareTo(last.at());
    return later > 0 || (later == 0 && task.id().compareTo(last.id()) > 0);
  }

  @Override
  public List<StoredTask> lost(Instant now, int limit) {
    synchronized (runs) {
      return going().filter(task -> isLost(task, now)).limit(limit).toList();
    }
  }

  private static boolean isLost(StoredTask task, Instant now) {
    return task.holder() != null && !task.heldAt(now) && task.losses() + 1 >= MOST_LOSSES;
  }

  private Stream<StoredTask> going() {
    return tasks.values().stream().filter(task -> runs.parked(task.offer().origin().run()) == null);
  }
}
