package dev.gatehold.engine.store;

import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks: effects that wait for workers outside. An implementation must honour:
 *
 * <ul>
 *   <li>A task has the id of its effect and takes its place. Both live in one database: {@link
 *       RunStore#commit} removes the task together with the effect when that is finished. So there
 *       is a task exactly as long as its attempt is going on.
 *   <li>Only who has a task's newest lease has the task; numbers of leases only grow and are never
 *       given twice, even when a task of the same id comes again.
 *   <li>Tasks of parked runs are left alone.
 *   <li>What {@link RunStore} says of durability, reads, threads, instants and errors holds here.
 * </ul>
 */
public interface TaskStore {
  /** The most leases that may end in silence. */
  int MOST_LOSSES = 10;

  /**
   * Puts a task in the place of the effect with its id, in one transaction. Says whether it did:
   * without such an effect (it has become a task before, or is done) nothing changes.
   */
  boolean place(Offer offer);

  /**
   * Who wants how many tasks.
   *
   * @param worker the worker's name for itself
   * @param principal the id of whoever claims
   */
  record Claim(String queue, String worker, String principal, int limit) {}

  /**
   * Leases tasks, oldest first: those that nobody has, and those whose lease ended before {@code
   * now}, which counts as a loss; not those that {@link #lost} gives. Each lease ends a task's
   * {@code silence} after {@code now}.
   */
  List<StoredTask> claim(Claim claim, Instant now);

  /**
   * Prolongs a lease, even one that ran out, as long as it is the newest; empty when it is not.
   *
   * @param progress a part that is null leaves what was said before
   */
  Optional<StoredTask> renew(String task, Lease lease, Progress progress, Instant now);

  /** Ends a lease, so that somebody else can claim the task at once; says whether it was held. */
  boolean giveBack(String task, Lease lease);

  Optional<StoredTask> task(String id);

  /**
   * Which tasks to list.
   *
   * @param queue null for all
   * @param after the last one that was seen; null to begin
   */
  record TaskQuery(@Nullable String queue, @Nullable Seen after, int limit) {}

  /** A place in the order of tasks. */
  record Seen(Instant at, String id) {}

  /** Tasks, oldest first. */
  List<StoredTask> tasks(TaskQuery query);

  /** Tasks of which {@link #MOST_LOSSES} leases ended in silence, the last of them before now. */
  List<StoredTask> lost(Instant now, int limit);
}
