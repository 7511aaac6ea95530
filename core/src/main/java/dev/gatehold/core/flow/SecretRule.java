package dev.gatehold.core.flow;

import org.jspecify.annotations.Nullable;

/**
 * When a secret that a flow declares may be opened.
 *
 * @param after id of the gate that must have approved in the same run, and whose approval must
 *     still stand; null for a secret that is open to the flow's steps at any time
 */
public record SecretRule(@Nullable String after) {}
