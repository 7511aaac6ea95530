/** The page of flows and their releases. */
@NullMarked
package dev.gatehold.server.page.flow;

import org.jspecify.annotations.NullMarked;
