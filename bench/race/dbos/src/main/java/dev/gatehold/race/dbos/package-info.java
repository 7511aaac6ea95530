/** DBOS Transact in the race. */
@NullMarked
package dev.gatehold.race.dbos;

import org.jspecify.annotations.NullMarked;
