package dev.gatehold.engine.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Triggers of live releases, and their firings: what they started, or did not start and why. What
 * {@link RunStore} says of durability, reads, threads, instants and errors holds here.
 */
public interface TriggerStore {
  /** A trigger's name on a server. */
  record TriggerId(String flow, String trigger) {}

  /**
   * A trigger of a live release.
   *
   * @param source what it starts runs upon, as text: another text is another source
   * @param event the name of the events that fire it; null for other sources
   * @param due when its schedule is due next; null for never and for other sources
   * @param pause null for a trigger that is not paused
   */
  record StoredTrigger(
      TriggerId id,
      String source,
      @Nullable String event,
      @Nullable Instant due,
      @Nullable Paused pause) {}

  /** Who paused a trigger, and when. */
  record Paused(String by, Instant at) {}

  /** Makes these the triggers of a flow. Those that were there before stay paused if they were. */
  void replace(String flow, List<StoredTrigger> triggers);

  /** By flow and id; null for those of every flow. */
  List<StoredTrigger> triggers(@Nullable String flow);

  Optional<StoredTrigger> trigger(TriggerId id);

  /** Those that events of this name fire. */
  List<StoredTrigger> onEvent(String name);

  /** Those whose due time is not after this one, earliest first. */
  List<StoredTrigger> due(Instant now);

  /** Pauses a trigger, or resumes it for null; says whether there is such a trigger. */
  boolean pause(TriggerId id, @Nullable Paused pause);

  /** What became of a firing. */
  enum State {
    /** It is going to start a run. */
    WAITING,
    STARTED,
    /** It starts nothing, for a reason that the flow gives. */
    SKIPPED,
    /** It could start nothing. */
    REFUSED
  }

  /**
   * A time that was due, an event that came, or a call that was made.
   *
   * @param cause tells it from the others of its trigger
   * @param event JSON, an object: what the trigger's expressions see
   * @param run the run that it started; null for none
   * @param note why it started none; null when it did or will
   */
  record Firing(
      TriggerId trigger,
      String cause,
      Instant at,
      String event,
      State state,
      @Nullable String run,
      @Nullable String note) {}

  /** Adds a firing unless there is one of its trigger and cause; says whether it did. */
  boolean add(Firing firing);

  /**
   * Adds the firings of a schedule and moves its due time on, in one transaction; says whether it
   * did: when the due time is another one by now, nothing changes.
   */
  boolean passed(StoredTrigger trigger, @Nullable Instant next, List<Firing> firings);

  /** Notes what became of a firing. */
  void settle(Firing firing);

  /** Triggers with firings that wait. */
  List<TriggerId> waiting();

  /** The waiting firings of a trigger, oldest first. */
  List<Firing> waiting(TriggerId trigger, int limit);

  /** The newest firing of a trigger with this state. */
  Optional<Firing> last(TriggerId trigger, State state);

  /** Ids of the active runs that a trigger has started, oldest first. */
  List<String> activeRuns(TriggerId trigger);

  /**
   * Ids of the runs that were started, active or not, oldest first.
   *
   * @param trigger null for those of every trigger
   * @param before only of firings from before this time; null for all
   */
  List<String> started(@Nullable TriggerId trigger, @Nullable Instant before);

  /**
   * Removes the firings from before this time that do not wait, whose run is not active, and that
   * are not the last ones of their trigger and state.
   *
   * @param alsoActive active runs that are kept elsewhere
   */
  void forget(Instant before, Collection<String> alsoActive);

  /** Removes old firings where all runs are kept here. */
  default void forget(Instant before) {
    forget(before, List.of());
  }
}
