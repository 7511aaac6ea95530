/** Runs over HTTP: start, look, wait, cancel, journal. */
@NullMarked
package dev.gatehold.server.run;

import org.jspecify.annotations.NullMarked;
