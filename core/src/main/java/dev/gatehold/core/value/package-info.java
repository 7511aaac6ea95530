/**
 * JSON values, their canonical text and digests. Knows nothing of flows or runs; everybody may use
 * it.
 */
@NullMarked
package dev.gatehold.core.value;

import org.jspecify.annotations.NullMarked;
