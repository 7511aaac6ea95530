/** What starts runs by itself: seen, fired by hand, paused; and the calls that fire it. */
@NullMarked
package dev.gatehold.server.trigger;

import org.jspecify.annotations.NullMarked;
