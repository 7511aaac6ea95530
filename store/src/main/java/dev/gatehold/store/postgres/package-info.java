/**
 * Everything durable in one PostgreSQL database, which any number of equal nodes may share:
 * journals and derived rows, flows, people. Open it with {@link
 * dev.gatehold.store.postgres.PostgresStores}; nothing else here is for others. SQL stays in this
 * package, rules stay out of it.
 */
@NullMarked
package dev.gatehold.store.postgres;

import org.jspecify.annotations.NullMarked;
