/**
 * What an engine takes from the process that it runs in. Called by everything in the engine that
 * has a thread, waits or draws lots, so that a simulation can put its own in the place of all of
 * it; nothing else here may start a thread, wait for a time, or ask for a random number.
 */
@NullMarked
package dev.gatehold.engine.host;

import org.jspecify.annotations.NullMarked;
