/**
 * Benchmarks: approval cycles of the real engine on SQLite beside the same work written by hand,
 * and start-up times of the real programs. {@code bench/run} runs them all and prints Markdown.
 */
@NullMarked
package dev.gatehold.bench;

import org.jspecify.annotations.NullMarked;
