/**
 * What all commands share: the global options, the environment, and how an answer or an error
 * reaches the caller.
 */
@NullMarked
package dev.gatehold.cli.command;

import org.jspecify.annotations.NullMarked;
