/**
 * The real engine, several of it, over one store among faults: one seed decides what happens next,
 * and laws are checked after every commit. Nothing here is shipped.
 */
@NullMarked
package dev.gatehold.simulation;

import org.jspecify.annotations.NullMarked;
