/**
 * Runs spread over several databases, each whole in one of them: {@link
 * dev.gatehold.store.spread.SpreadStores} opens these as one, and refuses a list that is not the
 * one that the databases know. Stores of one database come from elsewhere; no SQL lives here.
 */
@NullMarked
package dev.gatehold.store.spread;

import org.jspecify.annotations.NullMarked;
