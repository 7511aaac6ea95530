/** Operaton in the race. */
@NullMarked
package dev.gatehold.race.operaton;

import org.jspecify.annotations.NullMarked;
