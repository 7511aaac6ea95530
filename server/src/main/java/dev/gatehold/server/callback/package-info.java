/** Callbacks of work that goes on outside. */
@NullMarked
package dev.gatehold.server.callback;

import org.jspecify.annotations.NullMarked;
