/** Nodes, people, workers and what they do; the laws watch it from outside. */
@NullMarked
package dev.gatehold.simulation.world;

import org.jspecify.annotations.NullMarked;
