/** {@code gatehold event}: say that something has happened, and see what has. */
@NullMarked
package dev.gatehold.cli.event;

import org.jspecify.annotations.NullMarked;
