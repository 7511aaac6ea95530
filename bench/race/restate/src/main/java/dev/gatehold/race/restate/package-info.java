/** Restate in the race. */
@NullMarked
package dev.gatehold.race.restate;

import org.jspecify.annotations.NullMarked;
