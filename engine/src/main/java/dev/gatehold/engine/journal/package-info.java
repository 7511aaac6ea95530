/** The stored form of events: JSON, hash chain, upcasters. */
@NullMarked
package dev.gatehold.engine.journal;

import org.jspecify.annotations.NullMarked;
