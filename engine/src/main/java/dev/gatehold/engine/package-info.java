/**
 * The engine: takes commands in batches, lets the run machine decide, writes one transaction,
 * answers, and sees to effects and deadlines. Start reading at {@link dev.gatehold.engine.Engine}.
 * No SQL, no HTTP.
 */
@NullMarked
package dev.gatehold.engine;

import org.jspecify.annotations.NullMarked;
