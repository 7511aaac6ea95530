/**
 * Approval cycles over HTTP: {@link dev.gatehold.bench.served.Served} starts real servers, calls
 * their API over kept connections, and measures what the callers see.
 */
@NullMarked
package dev.gatehold.bench.served;

import org.jspecify.annotations.NullMarked;
