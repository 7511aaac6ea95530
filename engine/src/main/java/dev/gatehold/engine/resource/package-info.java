/** Stored blobs named by their digests. */
@NullMarked
package dev.gatehold.engine.resource;

import org.jspecify.annotations.NullMarked;
