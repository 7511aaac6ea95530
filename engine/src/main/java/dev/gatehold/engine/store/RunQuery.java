package dev.gatehold.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; null means any.
 *
 * @param before the id of the last run of the page before; ids sort by start
 * @param limit 1 to 500
 */
public record RunQuery(
    @Nullable String flow, @Nullable String status, @Nullable String before, int limit) {}
