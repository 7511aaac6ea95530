/** Tasks as workers see them: claim, say that one is alive, bring the result. */
@NullMarked
package dev.gatehold.server.task;

import org.jspecify.annotations.NullMarked;
