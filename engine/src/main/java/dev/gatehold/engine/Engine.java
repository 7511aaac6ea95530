package dev.gatehold.engine;

import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.people.Principal;
import dev.gatehold.engine.event.Events;
import dev.gatehold.engine.task.Tasks;
import dev.gatehold.engine.trigger.Triggers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable engine. Every change of a run goes through {@link #submit}; there is no other door.
 *
 * <p>Thread-safe. Blocking methods are meant for virtual threads.
 */
public interface Engine extends AutoCloseable {
  /** Takes up what an earlier process left, and begins to act on deadlines and effects. */
  void start();

  /**
   * Handles a command and answers when it is durable.
   *
   * @throws dev.gatehold.engine.store.StoreException when the storage does not answer; whether the
   *     command was applied is then unknown, and repeating it with the same key is safe
   */
  Reply submit(Submission submission);

  /**
   * Starts a run of a release: finds it, makes an id and submits the start.
   *
   * @param release a release's number; 0 for the draft; null for the live release
   * @throws GateholdException with {@code flow.unknown}, {@code release.unknown}, {@code live.none}
   *     or {@code draft.unknown}
   */
  Reply startRun(
      String flow,
      @Nullable Integer release,
      Map<String, @Nullable Object> input,
      Principal actor,
      @Nullable String key);

  /** A run as it is now; empty for an unknown id. */
  Optional<RunView> view(String run);

  /** A run as it is now, and what this actor could do with it; empty for an unknown id. */
  Optional<Outlook> outlook(String run, Principal actor);

  /**
   * What this actor could do with a run that was just seen, which is not looked at again; the
   * directory is.
   *
   * @param view such as that of an answer to {@link #submit}
   */
  Outlook outlook(RunView view, Principal actor);

  /**
   * Where an open request stands by the memberships of this moment, or where a closed one stood
   * when it was decided; empty when the step asks for nothing.
   */
  Optional<Evaluation> evaluation(String run, String step);

  /**
   * Waits until a run's journal is longer than {@code seen}; says whether it is. Answers at once
   * for an unknown run.
   */
  boolean awaitChange(String run, long seen, Duration patience) throws InterruptedException;

  /** Takes events from outside. */
  Events events();

  /** What starts runs by itself. */
  Triggers triggers();

  /** What workers outside do. */
  Tasks tasks();

  /**
   * Stops taking commands, lets the current batch end, and stops effects; what is undone is done
   * later.
   */
  @Override
  void close();
}
