/** Flowable in the race. */
@NullMarked
package dev.gatehold.race.flowable;

import org.jspecify.annotations.NullMarked;
