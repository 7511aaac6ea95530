/**
 * What SQLite's and PostgreSQL's stores have word for word in common: conditions of queries, how
 * rows become values, and whole stores whose few statements both understand alike. Only for the
 * packages beside this one. Where a database has a better way of its own, that package writes it.
 */
@NullMarked
package dev.gatehold.store.sql;

import org.jspecify.annotations.NullMarked;
