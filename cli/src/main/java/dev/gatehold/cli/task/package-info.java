/** {@code gatehold worker}, which does tasks by running a command, and {@code gatehold task …}. */
@NullMarked
package dev.gatehold.cli.task;

import org.jspecify.annotations.NullMarked;
