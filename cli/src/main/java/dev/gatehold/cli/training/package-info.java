/**
 * Exercises for the start-up cache that the launcher makes after a build: what is loaded here is
 * loaded at once later. Nothing here is part of a command.
 */
@NullMarked
package dev.gatehold.cli.training;

import org.jspecify.annotations.NullMarked;
