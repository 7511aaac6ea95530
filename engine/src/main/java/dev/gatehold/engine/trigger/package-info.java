/**
 * What starts runs by itself: schedules, events and signed calls. Each becomes a firing that is
 * durable before it starts anything, and each starts one run at most. Starting goes through the
 * engine's one door.
 */
@NullMarked
package dev.gatehold.engine.trigger;

import org.jspecify.annotations.NullMarked;
