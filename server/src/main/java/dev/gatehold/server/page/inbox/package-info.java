/** The inbox: what waits for the viewer, what waits for others, what was decided of late. */
@NullMarked
package dev.gatehold.server.page.inbox;

import org.jspecify.annotations.NullMarked;
