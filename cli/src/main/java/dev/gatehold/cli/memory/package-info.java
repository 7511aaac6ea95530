/** {@code gatehold memory}: what flows remember from run to run. */
@NullMarked
package dev.gatehold.cli.memory;

import org.jspecify.annotations.NullMarked;
