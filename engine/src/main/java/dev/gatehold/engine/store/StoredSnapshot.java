package dev.gatehold.engine.store;

/**
 * A run's state after the entry with this number, as JSON; a cache that may be dropped at any time.
 */
public record StoredSnapshot(String run, long seq, String body) {}
