/**
 * Events from outside: kept first, then handed to the runs that wait for them. What an event starts
 * or ends is decided elsewhere; nothing here decides a gate.
 */
@NullMarked
package dev.gatehold.engine.event;

import org.jspecify.annotations.NullMarked;
