/**
 * Work that is done outside, by workers who ask for it: called by the dispatch of effects, which
 * offers tasks, and by the adapters through which workers come. Nothing that matters is kept in
 * memory, so that any node can answer any worker.
 */
@NullMarked
package dev.gatehold.engine.task;

import org.jspecify.annotations.NullMarked;
