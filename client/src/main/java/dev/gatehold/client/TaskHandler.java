package dev.gatehold.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker does with each task. Called on a virtual thread of its own. */
@FunctionalInterface
public interface TaskHandler {
  /**
   * Does the task and gives the step's output: a JSON object of text, numbers, true, false, null,
   * lists and maps, at most 256 KiB; larger things are {@linkplain Task#attach attached}. The same
   * task may come again, here or elsewhere, when a worker falls silent in the middle; its id is the
   * key to tell.
   *
   * <p>The thread is interrupted when nobody wants the result any more, or the worker is closed.
   *
   * @throws TaskFailed to say how it failed; whatever else is thrown fails the attempt as {@code
   *     task.exception}, and may be tried again
   */
  Map<String, ? extends @Nullable Object> handle(Task task) throws Exception;
}
