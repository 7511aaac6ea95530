/**
 * What a flow is, as data: steps, gates, templates. Made by the language, read by the run machine.
 *
 * <p>Nothing here executes; the only behaviour is rendering a template with expressions that a
 * caller brings.
 */
@NullMarked
package dev.gatehold.core.flow;

import org.jspecify.annotations.NullMarked;
