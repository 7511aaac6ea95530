/** {@code gatehold trigger}: see what starts runs by itself, fire it, pause it. */
@NullMarked
package dev.gatehold.cli.trigger;

import org.jspecify.annotations.NullMarked;
