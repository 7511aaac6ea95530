/**
 * The HTTP API as the command line calls it, and the credentials that it calls it with. Every
 * command goes through {@link dev.gatehold.cli.api.Api}.
 */
@NullMarked
package dev.gatehold.cli.api;

import org.jspecify.annotations.NullMarked;
