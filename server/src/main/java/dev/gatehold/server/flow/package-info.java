/** Flows over HTTP: check, draft, releases, live. */
@NullMarked
package dev.gatehold.server.flow;

import org.jspecify.annotations.NullMarked;
