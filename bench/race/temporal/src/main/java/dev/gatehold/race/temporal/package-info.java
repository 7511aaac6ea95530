/** Temporal's test server in the race. */
@NullMarked
package dev.gatehold.race.temporal;

import org.jspecify.annotations.NullMarked;
