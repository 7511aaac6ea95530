package dev.gatehold.engine.task;

import org.jspecify.annotations.Nullable;

/** The attempt that a task's id names: run, step and number, with dots between them. */
record Attempt(String run, String step, int number) {
  /** The attempt of this id; null for text that is none. */
  static @Nullable Attempt of(String task) {
    int run = task.indexOf('.');
    int number = task.lastIndexOf('.');
    if (run < 1 || number == run) {
      return null;
    }
    try {
      return new Attempt(
          task.substring(0, run),
          task.substring(run + 1, number),
          Integer.parseInt(task.substring(number + 1)));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
