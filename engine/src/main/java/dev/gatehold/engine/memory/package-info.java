/**
 * What flows remember from run to run: the rules of keys and values, for steps and for people
 * alike. Where it is kept is {@link dev.gatehold.engine.store.MemoryStore}'s.
 */
@NullMarked
package dev.gatehold.engine.memory;

import org.jspecify.annotations.NullMarked;
