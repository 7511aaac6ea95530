/** Events from outside: sent here, and listed. */
@NullMarked
package dev.gatehold.server.event;

import org.jspecify.annotations.NullMarked;
