package dev.gatehold.core.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expressions can see.
 *
 * @param variables {@code input}, {@code steps}, {@code run} and {@code flow}, and inside of a loop
 *     {@code lap}, each an object
 */
public record Scope(Map<String, @Nullable Object> variables) {}
