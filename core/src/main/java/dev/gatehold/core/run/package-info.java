/**
 * The run machine: commands in, events and effects out. Pure: time, people and expressions come in
 * as arguments, so that a replay needs the events alone.
 */
@NullMarked
package dev.gatehold.core.run;

import org.jspecify.annotations.NullMarked;
