/**
 * Which resources are deleted, and when: those that nothing alive mentions and that are old enough.
 * Only {@link dev.gatehold.engine.retention.Sweeper} deletes.
 */
@NullMarked
package dev.gatehold.engine.retention;

import org.jspecify.annotations.NullMarked;
