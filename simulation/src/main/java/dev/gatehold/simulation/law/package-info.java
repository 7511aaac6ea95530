/** What holds always, by subject; each law is one sentence and one small function. */
@NullMarked
package dev.gatehold.simulation.law;

import org.jspecify.annotations.NullMarked;
