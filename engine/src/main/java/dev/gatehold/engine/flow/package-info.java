/** Drafts, releases and the live release of each flow, and the compiled form that runs use. */
@NullMarked
package dev.gatehold.engine.flow;

import org.jspecify.annotations.NullMarked;
