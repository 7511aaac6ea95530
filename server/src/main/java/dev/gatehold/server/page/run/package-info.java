/** The pages of runs: the list, and one run with its steps. */
@NullMarked
package dev.gatehold.server.page.run;

import org.jspecify.annotations.NullMarked;
