/**
 * Everything durable in one SQLite database: journals and derived rows, flows, people. Open it with
 * {@link dev.gatehold.store.sqlite.SqliteStores}; nothing else here is for others. SQL stays in
 * this package, rules stay out of it.
 */
@NullMarked
package dev.gatehold.store.sqlite;

import org.jspecify.annotations.NullMarked;
