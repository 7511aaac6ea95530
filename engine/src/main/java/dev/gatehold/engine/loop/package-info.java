/**
 * The inside of {@link dev.gatehold.engine.DurableEngine}: the commit loop, loaded runs, timers,
 * changes, and the rows derived from runs. For the engine only.
 */
@NullMarked
package dev.gatehold.engine.loop;

import org.jspecify.annotations.NullMarked;
