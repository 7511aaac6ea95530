package dev.gatehold.engine;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to a run.
 *
 * @param run the run's id; for a start, the new one
 * @param actor as the credential says; never taken from a field of the request
 * @param key the caller's idempotency key, 1 to 255 characters; null for none. Keys of different
 *     actors never meet
 */
public record Submission(String run, Command command, Principal actor, @Nullable String key) {
  /** The key as it is stored, so that those of different actors never meet; null for none. */
  public @Nullable String scopedKey() {
    return scoped(key, actor);
  }

  static @Nullable String scoped(@Nullable String key, Principal actor) {
    return key == null ? null : actor.id() + "\n" + key;
  }
}
