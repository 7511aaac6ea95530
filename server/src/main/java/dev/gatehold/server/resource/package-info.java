/** Stored blobs over HTTP. */
@NullMarked
package dev.gatehold.server.resource;

import org.jspecify.annotations.NullMarked;
