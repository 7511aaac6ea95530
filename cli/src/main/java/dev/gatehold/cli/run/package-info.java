/** Commands that start and follow runs. */
@NullMarked
package dev.gatehold.cli.run;

import org.jspecify.annotations.NullMarked;
