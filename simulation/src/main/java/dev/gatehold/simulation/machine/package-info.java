/** Time, threads and chance under the rule of one seed: knows nothing of what it runs. */
@NullMarked
package dev.gatehold.simulation.machine;

import org.jspecify.annotations.NullMarked;
