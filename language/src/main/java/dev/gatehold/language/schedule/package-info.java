/** Schedules on the wall clock: what they say, and when they are due. */
@NullMarked
package dev.gatehold.language.schedule;

import org.jspecify.annotations.NullMarked;
