/** Mistakes made on purpose, each of which the laws must find. */
@NullMarked
package dev.gatehold.simulation.bug;

import org.jspecify.annotations.NullMarked;
