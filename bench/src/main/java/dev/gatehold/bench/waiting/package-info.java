/**
 * Many runs that wait, and many deadlines at one moment: {@link dev.gatehold.bench.waiting.Waiting}
 * fills a store through the real engine, opens it anew in other processes, and measures there.
 */
@NullMarked
package dev.gatehold.bench.waiting;

import org.jspecify.annotations.NullMarked;
