/** The port of connectors, and the dispatch of effects to them. */
@NullMarked
package dev.gatehold.engine.effect;

import org.jspecify.annotations.NullMarked;
