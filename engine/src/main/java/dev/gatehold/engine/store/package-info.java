/**
 * The ports behind which everything durable lives, and the rows that cross them. Implemented by the
 * store module and, for tests, by the testkit; both pass the same contract suite. And what those
 * who read through them share.
 */
@NullMarked
package dev.gatehold.engine.store;

import org.jspecify.annotations.NullMarked;
