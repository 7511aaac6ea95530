package dev.gatehold.engine.store;

import dev.gatehold.core.value.Digest;

/**
 * A command that was applied under an idempotency key.
 *
 * @param key includes the principal, so that keys of different callers never meet
 * @param command digest of the command, to tell another body under the same key
 * @param seq the entry that it made
 */
public record AppliedKey(String key, Digest command, String run, long seq) {}
