/** What flows remember, as people see and mend it. */
@NullMarked
package dev.gatehold.server.memory;

import org.jspecify.annotations.NullMarked;
