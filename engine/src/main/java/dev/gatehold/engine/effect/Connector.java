package dev.gatehold.engine.effect;

import dev.gatehold.engine.secret.Masking;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of steps of one kind. Called on a virtual thread; may block. The same job may come
 * again after a crash, with the same id.
 */
public interface Connector {
  /** The name that flows use, such as {@code exec}. */
  String name();

  /**
   * Does the work and returns the step's output, a JSON object. Must stop soon after its thread is
   * interrupted, leaving nothing running.
   *
   * @throws ConnectorFailure when it did not work out
   */
  Map<String, @Nullable Object> run(Job job) throws ConnectorFailure, InterruptedException;

  /**
   * One attempt of one step.
   *
   * @param id stable over repetitions: run, step and attempt
   * @param timeout how long it may take; null without limit
   * @param draft whether the run is one of a draft: such a run is given what staging has, every
   *     other one what live has
   * @param callback where the work, or what it starts, may call back: the address says it all, and
   *     whoever has it can end the wait; null for work that does not
   * @param flow the name of the flow whose run it is
   * @param masking hides the secrets that were set into the parameters; whatever of the work's
   *     output is stored before it is returned has to pass it
   */
  record Job(
      String id,
      String run,
      String step,
      int attempt,
      Map<String, @Nullable Object> parameters,
      @Nullable Duration timeout,
      boolean draft,
      @Nullable String callback,
      String flow,
      Masking masking) {
    /** Work of whatever flow, without secrets. */
    public Job(
        String id,
        String run,
        String step,
        int attempt,
        Map<String, @Nullable Object> parameters,
        @Nullable Duration timeout,
        boolean draft,
        @Nullable String callback) {
      this(id, run, step, attempt, parameters, timeout, draft, callback, "", Masking.NONE);
    }

    /** The id alone: parameters may hold secrets. */
    @Override
    public String toString() {
      return "Job[" + id + "]";
    }

    /** Work of whatever flow, that nothing calls back from. */
    public Job(
        String id,
        String run,
        String step,
        int attempt,
        Map<String, @Nullable Object> parameters,
        @Nullable Duration timeout,
        boolean draft) {
      this(id, run, step, attempt, parameters, timeout, draft, null);
    }
  }
}
