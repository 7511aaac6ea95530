/** A real PostgreSQL for tests. */
@NullMarked
package dev.gatehold.testkit.postgres;

import org.jspecify.annotations.NullMarked;
