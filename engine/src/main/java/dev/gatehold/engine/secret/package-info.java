/**
 * Secrets of flows: kept sealed, opened for one piece of work at a time, and hidden in whatever
 * that work says. Called by the dispatch of effects, by connectors for what they stream, and by the
 * adapters through which admins set them. No value leaves here but into a job.
 */
@NullMarked
package dev.gatehold.engine.secret;

import org.jspecify.annotations.NullMarked;
