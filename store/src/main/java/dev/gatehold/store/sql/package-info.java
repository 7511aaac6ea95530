/**
 * What SQLite's and PostgreSQL's stores have word for word in common: conditions of queries, and
 * how rows become values. Only for the store packages beside this one; statements stay with them.
 */
@NullMarked
package dev.gatehold.store.sql;

import org.jspecify.annotations.NullMarked;
