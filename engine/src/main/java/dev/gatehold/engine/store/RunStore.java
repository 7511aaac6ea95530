package dev.gatehold.engine.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Journals, and the rows derived from them. An implementation must honour:
 *
 * <ul>
 *   <li>{@link #commit} is one transaction: after it returns, everything in it survives the death
 *       of the process and of the machine; when it throws, nothing of it is there.
 *   <li>A write applies only if the run's journal ends at the expected sequence number.
 *   <li>Reads see every commit that returned before they began.
 *   <li>All methods may be called from any thread.
 *   <li>Instants keep milliseconds. A deadline, lease or delay that is finer never ends early.
 * </ul>
 *
 * Every method throws {@link StoreException} when the storage does not answer.
 */
public interface RunStore {
  /**
   * Writes all of these or none. Several writes of one run follow one another: each expects what
   * the one before it ends with.
   *
   * @throws VersionConflict when a run's journal does not end where its write expects it to; names
   *     these runs
   * @throws KeyConflict when an idempotency key of a write was stored before; names these keys
   */
  void commit(List<RunWrite> writes);

  /** Everything that is needed to rebuild a run: its newest snapshot and the entries after it. */
  Optional<StoredRun> load(String run);

  /**
   * Entries in order, those with a sequence number greater than {@code after}, at most {@code
   * limit}.
   */
  List<StoredEntry> journal(String run, long after, int limit);

  /** Whether other processes may write here, too. What one knows of a run may then be old. */
  boolean isShared();

  /**
   * What is news to somebody who is going to write.
   *
   * @param keys the commands that were applied under the keys that were asked for
   * @param runs those of the runs that were asked for whose journal ends elsewhere than expected
   */
  record News(List<AppliedKey> keys, List<StoredRun> runs) {}

  /**
   * Looks many things up at once.
   *
   * @param keys idempotency keys
   * @param runs the sequence number that each run's journal is expected to end with; 0 for one of
   *     which nothing is known
   */
  News news(Collection<String> keys, Map<String, Long> runs);

  /** The command that was applied under this idempotency key. */
  default Optional<AppliedKey> appliedKey(String key) {
    return news(List.of(key), Map.of()).keys().stream().findFirst();
  }

  /**
   * Runs whose next deadline is not after {@code now}, earliest first; parked runs are left out. A
   * shared store gives each to one caller, until the run is written again or {@code until} has
   * passed: nodes do not do the same work. Others give what is due.
   */
  List<String> due(Instant now, Instant until, int limit);

  /**
   * The earliest deadline after this time of all runs that are not parked; null when there is none.
   */
  @Nullable Instant nextDeadline(Instant after);

  /** How many turns of each round robin were taken, by its name. */
  Map<String, Long> turns();

  /** Ids of the active runs of a flow with this key, oldest first. */
  List<String> activeRuns(String flow, String key);

  /** Marks a run whose journal cannot be handled, so that timers and effects leave it alone. */
  void park(String run, String reason);

  /**
   * Leases effects to a node until {@code until}: those that nobody holds and that are due, and
   * those whose lease ended before {@code now}; earliest first. Effects that are set aside and
   * those of parked runs are left out.
   */
  List<StoredEffect> leaseEffects(String node, Instant now, Instant until, int limit);

  /** Prolongs the leases that this node holds; says which of the effects it still holds. */
  List<String> renewLeases(String node, List<String> effects, Instant until);

  /** Ends every lease that is not held by {@code node}: for a store that one process owns alone. */
  void releaseLeasesOfOthers(String node);

  /** Ends every lease of {@code node}, which is going to stop. */
  void releaseLeases(String node);

  /**
   * Gives an effect back to be tried again at {@code at}, unless {@code node} holds it no more:
   * somebody else may be at work on it.
   */
  void postponeEffect(String node, String effect, int tries, Instant at);

  /**
   * Takes an effect that keeps failing out of the dispatch and keeps it with the reason, unless
   * {@code node} holds it no more.
   */
  void setAsideEffect(String node, String effect, String reason);

  /** Removes an effect that needs no result. */
  void finishEffect(String effect);

  /** The tasks that effects of these runs become; what is committed here is seen there. */
  TaskStore tasks();

  /** Events from outside; the subscriptions there are those of the runs that are committed here. */
  EventStore events();

  /** What other nodes tell about what they wrote here. */
  default Hints hints() {
    return Hints.NONE;
  }

  /** Triggers and what they started; the runs there are those that are committed here. */
  TriggerStore triggers();

  /**
   * What is wrong with a run: why it is parked, which effects are set aside; empty when nothing is.
   */
  List<String> incidents(String run);

  Optional<RunRow> run(String run);

  /** Runs, newest first. */
  List<RunRow> runs(RunQuery query);

  Optional<RequestRow> request(String request);

  /**
   * Requests, by opening time: oldest first, and newest first where only closed ones are asked for.
   */
  List<RequestRow> requests(RequestQuery query);
}
