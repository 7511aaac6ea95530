/** The store as nodes see it: the one behind it, with whatever may go wrong on the way. */
@NullMarked
package dev.gatehold.simulation.store;

import org.jspecify.annotations.NullMarked;
