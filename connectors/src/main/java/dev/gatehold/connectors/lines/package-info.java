/** Reads the items of a loop out of a resource: a line each. */
@NullMarked
package dev.gatehold.connectors.lines;

import org.jspecify.annotations.NullMarked;
