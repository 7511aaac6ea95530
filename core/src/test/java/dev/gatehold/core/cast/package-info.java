/** The people, flows and expressions that all tests of the core share. */
@NullMarked
package dev.gatehold.core.cast;

import org.jspecify.annotations.NullMarked;
