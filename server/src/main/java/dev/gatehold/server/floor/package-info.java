/**
 * Floors: rules of this server's owner that stand above all flows. Their folder is read here; what
 * they mean is the core's.
 */
@NullMarked
package dev.gatehold.server.floor;

import org.jspecify.annotations.NullMarked;
