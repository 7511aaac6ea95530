/** Errors as problem documents: one shape, one status per code. */
@NullMarked
package dev.gatehold.server.problem;

import org.jspecify.annotations.NullMarked;
