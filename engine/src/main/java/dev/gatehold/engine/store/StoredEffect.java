package dev.gatehold.engine.store;

import java.time.Instant;

/**
 * An effect as stored.
 *
 * @param id stable: run, step, attempt and kind; the idempotency key of whatever is done because of
 *     it
 * @param body JSON, written by the journal codec
 * @param tries dispatches that failed before they reached a connector
 * @param node who holds the lease
 * @param leasedUntil when the lease ends
 */
public record StoredEffect(
    String id, String run, String body, int tries, String node, Instant leasedUntil) {}
